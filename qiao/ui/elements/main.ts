// Everything the design system brings to a page.
import "./small";
import "./toast";
import "./menu";
import "./shortcuts";
import "./palette";
import "./list";
import "./live";
import "./combobox";
import "./editor";
import "./filedrop";
import "./daterange";
import "./undo";
import "./chart";
