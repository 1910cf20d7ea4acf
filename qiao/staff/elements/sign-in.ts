// <qiao-passkey mode="login|get|create"> around a form with a hidden `credential`: asks the browser for the
// key, then sends the form. <qiao-reveal> around a password input: shows what was typed.

type Json = Record<string, unknown>;

const toBytes = (text: string): ArrayBuffer => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0)).buffer;
};
const toText = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withIds = (list: unknown): PublicKeyCredentialDescriptor[] =>
  ((list as Json[] | undefined) ?? []).map((one) => ({ ...one, id: toBytes(one.id as string) }) as PublicKeyCredentialDescriptor);

async function make(options: Json): Promise<Json> {
  const given = options.publicKey as Json;
  const user = given.user as Json;
  const publicKey = {
    ...given, challenge: toBytes(given.challenge as string),
    user: { ...user, id: toBytes(user.id as string) }, excludeCredentials: withIds(given.excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return plain(made, {
    clientDataJSON: toText(response.clientDataJSON), attestationObject: toText(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  });
}

async function ask(options: Json): Promise<Json> {
  const given = options.publicKey as Json;
  const publicKey = {
    ...given, challenge: toBytes(given.challenge as string), allowCredentials: withIds(given.allowCredentials),
  } as unknown as PublicKeyCredentialRequestOptions;
  const found = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = found.response as AuthenticatorAssertionResponse;
  return plain(found, {
    clientDataJSON: toText(response.clientDataJSON), authenticatorData: toText(response.authenticatorData),
    signature: toText(response.signature), userHandle: response.userHandle ? toText(response.userHandle) : null,
  });
}

const plain = (key: PublicKeyCredential, response: Json): Json => ({
  id: key.id, rawId: toText(key.rawId), type: key.type, response,
  authenticatorAttachment: key.authenticatorAttachment, clientExtensionResults: key.getClientExtensionResults(),
});

class Passkey extends HTMLElement {
  connectedCallback(): void {
    this.hidden = !window.PublicKeyCredential;
    this.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.send(event.target as HTMLFormElement);
    });
  }

  private async send(form: HTMLFormElement): Promise<void> {
    const failed = this.querySelector<HTMLElement>("[data-failed]");
    if (failed) failed.hidden = true;
    try {
      const options = await this.options(form);
      const key = this.getAttribute("mode") === "create" ? await make(options) : await ask(options);
      form.querySelector<HTMLInputElement>("[name=credential]")!.value = JSON.stringify(key);
      form.submit();
    } catch (error) {
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
      if (failed) failed.hidden = false;
    }
  }

  private async options(form: HTMLFormElement): Promise<Json> {
    if (this.getAttribute("mode") === "login") {
      const answer = await fetch(this.getAttribute("options")!, { headers: { Accept: "application/json" } });
      return ((await answer.json()) as Json).request_options as Json;
    }
    const data = JSON.parse(document.getElementById(this.getAttribute("data")!)!.textContent!) as Json;
    const options = (data.creation_options ?? data.request_options) as Json;
    // a key that replaces the password must be remembered by its device and check who holds it
    if (form.querySelector<HTMLInputElement>("[name=passwordless]")?.checked) {
      const publicKey = options.publicKey as Json;
      publicKey.authenticatorSelection = {
        ...(publicKey.authenticatorSelection as Json), residentKey: "required", requireResidentKey: true, userVerification: "required",
      };
    }
    return options;
  }
}

class Reveal extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector("input");
    if (!input || this.querySelector("button")) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn--quiet btn--xs" });
    const end = Object.assign(document.createElement("span"), { className: "affix__end" });
    const label = (): void => { button.textContent = (input.type === "password" ? this.dataset.show : this.dataset.hide) ?? ""; };
    button.addEventListener("click", () => { input.type = input.type === "password" ? "text" : "password"; label(); });
    label();
    end.append(button);
    this.append(end);
  }
}

customElements.define("qiao-passkey", Passkey);
customElements.define("qiao-reveal", Reveal);
