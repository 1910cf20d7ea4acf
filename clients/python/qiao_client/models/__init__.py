"""Contains all the data models used in inputs/outputs"""

from .address_shown import AddressShown
from .assignee_given import AssigneeGiven
from .audit_entry_shown import AuditEntryShown
from .audit_entry_shown_data import AuditEntryShownData
from .audit_seal_shown import AuditSealShown
from .audit_wanted import AuditWanted
from .batch_change_given import BatchChangeGiven
from .batch_item_shown import BatchItemShown
from .batch_item_shown_problem_type_0 import BatchItemShownProblemType0
from .batch_shown import BatchShown
from .bilingual_given import BilingualGiven
from .bilingual_shown import BilingualShown
from .brand_given import BrandGiven
from .brand_shown import BrandShown
from .bulk_given import BulkGiven
from .bulk_given_act import BulkGivenAct
from .bulk_given_kind_type_0 import BulkGivenKindType0
from .bulk_given_priority_type_0 import BulkGivenPriorityType0
from .bulk_shown import BulkShown
from .calendar_day_shown import CalendarDayShown
from .calendar_day_shown_kind import CalendarDayShownKind
from .calendar_days_given import CalendarDaysGiven
from .calendar_days_given_kind import CalendarDaysGivenKind
from .calendar_days_wanted import CalendarDaysWanted
from .calendar_given import CalendarGiven
from .calendar_shown import CalendarShown
from .calendar_version_shown import CalendarVersionShown
from .calendar_year_shown import CalendarYearShown
from .change_batch_given import ChangeBatchGiven
from .change_component_shown import ChangeComponentShown
from .change_contact_shown import ChangeContactShown
from .change_contract_shown import ChangeContractShown
from .change_deployment_shown import ChangeDeploymentShown
from .change_given import ChangeGiven
from .change_given_custom_type_0 import ChangeGivenCustomType0
from .change_given_kind_type_0 import ChangeGivenKindType0
from .change_given_language_type_0 import ChangeGivenLanguageType0
from .change_given_priority_type_0 import ChangeGivenPriorityType0
from .change_given_severity_type_0 import ChangeGivenSeverityType0
from .change_message_shown import ChangeMessageShown
from .change_organisation_shown import ChangeOrganisationShown
from .change_person_shown import ChangePersonShown
from .change_product_shown import ChangeProductShown
from .change_team_shown import ChangeTeamShown
from .change_ticket_shown import ChangeTicketShown
from .change_version_shown import ChangeVersionShown
from .clock_shown import ClockShown
from .clock_shown_metric import ClockShownMetric
from .closed_move_given import ClosedMoveGiven
from .closed_move_given_source import ClosedMoveGivenSource
from .closed_move_given_target import ClosedMoveGivenTarget
from .component_given import ComponentGiven
from .component_shown import ComponentShown
from .condition_given import ConditionGiven
from .condition_given_test import ConditionGivenTest
from .condition_shown import ConditionShown
from .condition_shown_test import ConditionShownTest
from .connection_shown import ConnectionShown
from .contact_change_given import ContactChangeGiven
from .contact_changes_given import ContactChangesGiven
from .contact_given import ContactGiven
from .contact_given_language import ContactGivenLanguage
from .contact_shown import ContactShown
from .contacts_wanted import ContactsWanted
from .contract_given import ContractGiven
from .contract_given_hours import ContractGivenHours
from .contract_given_level import ContractGivenLevel
from .contract_shown import ContractShown
from .contract_shown_hours import ContractShownHours
from .contract_shown_level import ContractShownLevel
from .custom_field_change_given import CustomFieldChangeGiven
from .custom_field_given import CustomFieldGiven
from .custom_field_given_kind import CustomFieldGivenKind
from .custom_field_shown import CustomFieldShown
from .custom_field_shown_kind import CustomFieldShownKind
from .custom_fields_wanted import CustomFieldsWanted
from .data_request_given import DataRequestGiven
from .data_request_given_kind import DataRequestGivenKind
from .data_request_given_law import DataRequestGivenLaw
from .data_request_shown import DataRequestShown
from .data_request_shown_kind import DataRequestShownKind
from .data_request_shown_law import DataRequestShownLaw
from .data_request_shown_report import DataRequestShownReport
from .data_request_shown_state import DataRequestShownState
from .data_requests_wanted import DataRequestsWanted
from .deliveries_wanted import DeliveriesWanted
from .deliveries_wanted_state import DeliveriesWantedState
from .delivery_shown import DeliveryShown
from .delivery_shown_state import DeliveryShownState
from .deployment_given import DeploymentGiven
from .deployment_given_environment import DeploymentGivenEnvironment
from .deployment_shown import DeploymentShown
from .desk_counts_shown import DeskCountsShown
from .desk_given import DeskGiven
from .desk_import_given import DeskImportGiven
from .desk_import_shown import DeskImportShown
from .desk_import_shown_state import DeskImportShownState
from .desk_kind_shown import DeskKindShown
from .desk_refused_shown import DeskRefusedShown
from .desk_shown import DeskShown
from .discard_draft_kind import DiscardDraftKind
from .draft_given import DraftGiven
from .draft_given_language import DraftGivenLanguage
from .draft_shown import DraftShown
from .draft_shown_kind import DraftShownKind
from .encoding_given import EncodingGiven
from .encoding_given_encoding import EncodingGivenEncoding
from .event_shown import EventShown
from .event_shown_data import EventShownData
from .feed_component_shown import FeedComponentShown
from .feed_contact_shown import FeedContactShown
from .feed_contract_shown import FeedContractShown
from .feed_deployment_shown import FeedDeploymentShown
from .feed_message_shown import FeedMessageShown
from .feed_organisation_shown import FeedOrganisationShown
from .feed_person_shown import FeedPersonShown
from .feed_product_shown import FeedProductShown
from .feed_team_shown import FeedTeamShown
from .feed_ticket_shown import FeedTicketShown
from .feed_version_shown import FeedVersionShown
from .field_choice_given import FieldChoiceGiven
from .field_choice_shown import FieldChoiceShown
from .file_shown import FileShown
from .found_shown import FoundShown
from .found_shown_state import FoundShownState
from .get_mail_template_kind import GetMailTemplateKind
from .get_mail_template_language import GetMailTemplateLanguage
from .hold_shown import HoldShown
from .html_shown import HtmlShown
from .import_field_shown import ImportFieldShown
from .import_given import ImportGiven
from .import_kind_shown import ImportKindShown
from .import_shown import ImportShown
from .import_shown_state import ImportShownState
from .incoming_mail_read_shown import IncomingMailReadShown
from .incoming_mail_read_shown_source import IncomingMailReadShownSource
from .incoming_mail_read_shown_state import IncomingMailReadShownState
from .incoming_mail_shown import IncomingMailShown
from .incoming_mail_shown_source import IncomingMailShownSource
from .incoming_mail_shown_state import IncomingMailShownState
from .incoming_wanted import IncomingWanted
from .incoming_wanted_state_type_0 import IncomingWantedStateType0
from .invitation_given import InvitationGiven
from .invitation_given_language import InvitationGivenLanguage
from .invitation_given_roles_item import InvitationGivenRolesItem
from .invited_shown import InvitedShown
from .invited_shown_roles_item import InvitedShownRolesItem
from .invited_shown_state import InvitedShownState
from .job_shown import JobShown
from .job_shown_arguments import JobShownArguments
from .jobs_state_shown import JobsStateShown
from .keep_contact_file_file_params import KeepContactFileFileParams
from .keep_organisation_file_file_params import KeepOrganisationFileFileParams
from .kept_file_shown import KeptFileShown
from .likely_shown import LikelyShown
from .link_given import LinkGiven
from .link_given_kind import LinkGivenKind
from .link_shown import LinkShown
from .link_shown_kind import LinkShownKind
from .list_incoming_mails_state_type_0 import ListIncomingMailsStateType0
from .list_mail_templates_kind_type_0 import ListMailTemplatesKindType0
from .list_mail_templates_language_type_0 import ListMailTemplatesLanguageType0
from .list_organisations_tier_type_0 import ListOrganisationsTierType0
from .list_outgoing_mails_state_type_0 import ListOutgoingMailsStateType0
from .list_staff_accounts_role_type_0 import ListStaffAccountsRoleType0
from .list_staff_accounts_state import ListStaffAccountsState
from .list_tickets_due import ListTicketsDue
from .list_tickets_kind_item import ListTicketsKindItem
from .list_tickets_language import ListTicketsLanguage
from .list_tickets_priority_item import ListTicketsPriorityItem
from .list_tickets_severity_item import ListTicketsSeverityItem
from .list_tickets_sort import ListTicketsSort
from .list_tickets_state_item import ListTicketsStateItem
from .list_webhook_deliveries_state import ListWebhookDeliveriesState
from .listing_audit_entry_shown import ListingAuditEntryShown
from .listing_brand_shown import ListingBrandShown
from .listing_calendar_day_shown import ListingCalendarDayShown
from .listing_calendar_shown import ListingCalendarShown
from .listing_calendar_version_shown import ListingCalendarVersionShown
from .listing_calendar_year_shown import ListingCalendarYearShown
from .listing_component_shown import ListingComponentShown
from .listing_contact_shown import ListingContactShown
from .listing_contract_shown import ListingContractShown
from .listing_custom_field_shown import ListingCustomFieldShown
from .listing_data_request_shown import ListingDataRequestShown
from .listing_delivery_shown import ListingDeliveryShown
from .listing_deployment_shown import ListingDeploymentShown
from .listing_desk_import_shown import ListingDeskImportShown
from .listing_desk_kind_shown import ListingDeskKindShown
from .listing_desk_refused_shown import ListingDeskRefusedShown
from .listing_event_shown import ListingEventShown
from .listing_hold_shown import ListingHoldShown
from .listing_import_kind_shown import ListingImportKindShown
from .listing_import_shown import ListingImportShown
from .listing_incoming_mail_shown import ListingIncomingMailShown
from .listing_job_shown import ListingJobShown
from .listing_kept_file_shown import ListingKeptFileShown
from .listing_likely_shown import ListingLikelyShown
from .listing_mail_template_shown import ListingMailTemplateShown
from .listing_mailbox_shown import ListingMailboxShown
from .listing_message_shown import ListingMessageShown
from .listing_move_shown import ListingMoveShown
from .listing_notification_kind_shown import ListingNotificationKindShown
from .listing_notification_shown import ListingNotificationShown
from .listing_organisation_shown import ListingOrganisationShown
from .listing_outgoing_mail_shown import ListingOutgoingMailShown
from .listing_person_shown import ListingPersonShown
from .listing_portal_issuer_shown import ListingPortalIssuerShown
from .listing_product_shown import ListingProductShown
from .listing_public_answer_shown import ListingPublicAnswerShown
from .listing_quick_reply_shown import ListingQuickReplyShown
from .listing_refused_row_shown import ListingRefusedRowShown
from .listing_remark_shown import ListingRemarkShown
from .listing_request_question_shown import ListingRequestQuestionShown
from .listing_request_type_shown import ListingRequestTypeShown
from .listing_saved_view_shown import ListingSavedViewShown
from .listing_staff_account_shown import ListingStaffAccountShown
from .listing_state_shown import ListingStateShown
from .listing_team_shown import ListingTeamShown
from .listing_ticket_shown import ListingTicketShown
from .listing_token_shown import ListingTokenShown
from .listing_version_shown import ListingVersionShown
from .listing_view_shown import ListingViewShown
from .listing_webhook_shown import ListingWebhookShown
from .long_bilingual_given import LongBilingualGiven
from .made_shown import MadeShown
from .mail_checks_shown import MailChecksShown
from .mail_checks_shown_dkim import MailChecksShownDkim
from .mail_checks_shown_dmarc import MailChecksShownDmarc
from .mail_checks_shown_spf import MailChecksShownSpf
from .mail_file_shown import MailFileShown
from .mail_header_shown import MailHeaderShown
from .mail_server_given import MailServerGiven
from .mail_server_shown import MailServerShown
from .mail_template_given import MailTemplateGiven
from .mail_template_shown import MailTemplateShown
from .mail_template_shown_kind import MailTemplateShownKind
from .mail_template_shown_source import MailTemplateShownSource
from .mailbox_given import MailboxGiven
from .mailbox_given_dmarc_policy import MailboxGivenDmarcPolicy
from .mailbox_given_imap_after import MailboxGivenImapAfter
from .mailbox_given_imap_security import MailboxGivenImapSecurity
from .mailbox_given_imap_sign_in import MailboxGivenImapSignIn
from .mailbox_given_incoming import MailboxGivenIncoming
from .mailbox_given_language import MailboxGivenLanguage
from .mailbox_given_smtp_security import MailboxGivenSmtpSecurity
from .mailbox_health_shown import MailboxHealthShown
from .mailbox_settings_shown import MailboxSettingsShown
from .mailbox_settings_shown_dmarc_policy import MailboxSettingsShownDmarcPolicy
from .mailbox_settings_shown_imap_after import MailboxSettingsShownImapAfter
from .mailbox_settings_shown_imap_security import MailboxSettingsShownImapSecurity
from .mailbox_settings_shown_imap_sign_in import MailboxSettingsShownImapSignIn
from .mailbox_settings_shown_incoming import MailboxSettingsShownIncoming
from .mailbox_settings_shown_smtp_security import MailboxSettingsShownSmtpSecurity
from .mailbox_shown import MailboxShown
from .mapping_given import MappingGiven
from .markdown_shown import MarkdownShown
from .me_shown import MeShown
from .message_shown import MessageShown
from .message_shown_channel import MessageShownChannel
from .message_shown_direction import MessageShownDirection
from .message_shown_visibility import MessageShownVisibility
from .move_given import MoveGiven
from .move_shown import MoveShown
from .move_shown_source import MoveShownSource
from .move_shown_target import MoveShownTarget
from .moves_given import MovesGiven
from .name_state_state import NameStateState
from .named import Named
from .new_batch_given import NewBatchGiven
from .new_contacts_given import NewContactsGiven
from .new_organisations_given import NewOrganisationsGiven
from .note_given import NoteGiven
from .notice_given import NoticeGiven
from .notification_kind_shown import NotificationKindShown
from .notification_kind_shown_kind import NotificationKindShownKind
from .notification_kinds_given import NotificationKindsGiven
from .notification_kinds_given_kinds_item import NotificationKindsGivenKindsItem
from .notification_shown import NotificationShown
from .notification_shown_kind import NotificationShownKind
from .notifications_wanted import NotificationsWanted
from .numbers_given import NumbersGiven
from .of_organisation import OfOrganisation
from .organisation_brief import OrganisationBrief
from .organisation_change_given import OrganisationChangeGiven
from .organisation_changes_given import OrganisationChangesGiven
from .organisation_given import OrganisationGiven
from .organisation_given_language import OrganisationGivenLanguage
from .organisation_given_tier import OrganisationGivenTier
from .organisation_shown import OrganisationShown
from .organisation_shown_tier import OrganisationShownTier
from .organisations_wanted import OrganisationsWanted
from .organisations_wanted_tier_type_0 import OrganisationsWantedTierType0
from .other_given import OtherGiven
from .outgoing_mail_shown import OutgoingMailShown
from .outgoing_mail_shown_kind import OutgoingMailShownKind
from .outgoing_mail_shown_state import OutgoingMailShownState
from .outgoing_wanted import OutgoingWanted
from .outgoing_wanted_state_type_0 import OutgoingWantedStateType0
from .participant_given import ParticipantGiven
from .participant_shown import ParticipantShown
from .participant_shown_role import ParticipantShownRole
from .people_wanted import PeopleWanted
from .person_shown import PersonShown
from .point_given import PointGiven
from .point_given_kind import PointGivenKind
from .point_shown import PointShown
from .portal_account_given import PortalAccountGiven
from .portal_account_given_role import PortalAccountGivenRole
from .portal_account_shown import PortalAccountShown
from .portal_account_shown_role import PortalAccountShownRole
from .portal_issuer_given import PortalIssuerGiven
from .portal_issuer_given_kind_type_0 import PortalIssuerGivenKindType0
from .portal_issuer_shown import PortalIssuerShown
from .portal_issuer_shown_kind import PortalIssuerShownKind
from .privacy_policy_given import PrivacyPolicyGiven
from .privacy_policy_shown import PrivacyPolicyShown
from .problem import Problem
from .problem_problem_field import ProblemProblemField
from .product_given import ProductGiven
from .product_given_kind import ProductGivenKind
from .product_shown import ProductShown
from .product_shown_kind import ProductShownKind
from .products_wanted import ProductsWanted
from .profile_given import ProfileGiven
from .proposed_server_shown import ProposedServerShown
from .public_answer_given import PublicAnswerGiven
from .public_answer_shown import PublicAnswerShown
from .question_choice_given import QuestionChoiceGiven
from .question_choice_shown import QuestionChoiceShown
from .quick_reply_given import QuickReplyGiven
from .quick_reply_shown import QuickReplyShown
from .reach_given import ReachGiven
from .reach_given_reach import ReachGivenReach
from .reach_shown import ReachShown
from .reach_shown_reach import ReachShownReach
from .read_shown import ReadShown
from .reason_given import ReasonGiven
from .recipient_shown import RecipientShown
from .refusal_shown import RefusalShown
from .refused_recipient_shown import RefusedRecipientShown
from .refused_row_shown import RefusedRowShown
from .remark_change_given import RemarkChangeGiven
from .remark_given import RemarkGiven
from .remark_shown import RemarkShown
from .replace_mail_template_kind import ReplaceMailTemplateKind
from .replace_mail_template_language import ReplaceMailTemplateLanguage
from .replayed_shown import ReplayedShown
from .reply_given import ReplyGiven
from .reply_given_state_after import ReplyGivenStateAfter
from .request_question_given import RequestQuestionGiven
from .request_question_given_kind_type_0 import RequestQuestionGivenKindType0
from .request_question_shown import RequestQuestionShown
from .request_question_shown_kind import RequestQuestionShownKind
from .request_type_given import RequestTypeGiven
from .request_type_given_icon_type_0 import RequestTypeGivenIconType0
from .request_type_given_kind_type_0 import RequestTypeGivenKindType0
from .request_type_given_priority_type_0 import RequestTypeGivenPriorityType0
from .request_type_shown import RequestTypeShown
from .request_type_shown_icon import RequestTypeShownIcon
from .request_type_shown_kind import RequestTypeShownKind
from .request_type_shown_priority import RequestTypeShownPriority
from .requester_given import RequesterGiven
from .restore_mail_template_kind import RestoreMailTemplateKind
from .restore_mail_template_language import RestoreMailTemplateLanguage
from .retried_shown import RetriedShown
from .row_shown import RowShown
from .row_shown_problem_type_0 import RowShownProblemType0
from .rows_shown import RowsShown
from .save_draft_kind import SaveDraftKind
from .saved_view_change_given import SavedViewChangeGiven
from .saved_view_given import SavedViewGiven
from .saved_view_shown import SavedViewShown
from .search_shown import SearchShown
from .sent_shown import SentShown
from .service_targets_given import ServiceTargetsGiven
from .service_targets_shown import ServiceTargetsShown
from .set_portal_logo_file_params import SetPortalLogoFileParams
from .snooze_given import SnoozeGiven
from .sources_given import SourcesGiven
from .split_given import SplitGiven
from .staff_account_given import StaffAccountGiven
from .staff_account_given_roles_type_0_item import StaffAccountGivenRolesType0Item
from .staff_account_shown import StaffAccountShown
from .staff_account_shown_roles_item import StaffAccountShownRolesItem
from .staff_account_shown_state import StaffAccountShownState
from .staff_accounts_wanted import StaffAccountsWanted
from .staff_accounts_wanted_role_type_0 import StaffAccountsWantedRoleType0
from .staff_accounts_wanted_state import StaffAccountsWantedState
from .start_desk_move_multi_part_body_params import StartDeskMoveMultiPartBodyParams
from .start_import_multi_part_body_params import StartImportMultiPartBodyParams
from .state_given import StateGiven
from .state_given_state import StateGivenState
from .state_names_given import StateNamesGiven
from .state_shown import StateShown
from .state_shown_category import StateShownCategory
from .state_shown_state import StateShownState
from .step_given import StepGiven
from .switch_given import SwitchGiven
from .tags_given import TagsGiven
from .target_given import TargetGiven
from .target_given_priority import TargetGivenPriority
from .target_shown import TargetShown
from .target_shown_priority import TargetShownPriority
from .team_given import TeamGiven
from .team_shown import TeamShown
from .teams_wanted import TeamsWanted
from .templates_wanted import TemplatesWanted
from .templates_wanted_kind_type_0 import TemplatesWantedKindType0
from .templates_wanted_language_type_0 import TemplatesWantedLanguageType0
from .text_given import TextGiven
from .ticket_given import TicketGiven
from .ticket_given_custom import TicketGivenCustom
from .ticket_given_kind import TicketGivenKind
from .ticket_given_language import TicketGivenLanguage
from .ticket_given_priority import TicketGivenPriority
from .ticket_given_said_by import TicketGivenSaidBy
from .ticket_given_severity import TicketGivenSeverity
from .ticket_shown import TicketShown
from .ticket_shown_category import TicketShownCategory
from .ticket_shown_channel import TicketShownChannel
from .ticket_shown_custom import TicketShownCustom
from .ticket_shown_kind import TicketShownKind
from .ticket_shown_language import TicketShownLanguage
from .ticket_shown_next_due_metric import TicketShownNextDueMetric
from .ticket_shown_priority import TicketShownPriority
from .ticket_shown_severity import TicketShownSeverity
from .ticket_shown_state import TicketShownState
from .ticket_wanted import TicketWanted
from .ticket_wanted_due import TicketWantedDue
from .ticket_wanted_kind_item import TicketWantedKindItem
from .ticket_wanted_language import TicketWantedLanguage
from .ticket_wanted_priority_item import TicketWantedPriorityItem
from .ticket_wanted_severity_item import TicketWantedSeverityItem
from .ticket_wanted_sort import TicketWantedSort
from .ticket_wanted_state_item import TicketWantedStateItem
from .token_shown import TokenShown
from .unread_shown import UnreadShown
from .upload_file_file_params import UploadFileFileParams
from .upload_shown import UploadShown
from .version_given import VersionGiven
from .version_shown import VersionShown
from .view_shown import ViewShown
from .webhook_given import WebhookGiven
from .webhook_made_shown import WebhookMadeShown
from .webhook_made_shown_state import WebhookMadeShownState
from .webhook_shown import WebhookShown
from .webhook_shown_state import WebhookShownState
from .weekly_given import WeeklyGiven
from .weekly_hours_given import WeeklyHoursGiven
from .weekly_shown import WeeklyShown

__all__ = (
    "AddressShown",
    "AssigneeGiven",
    "AuditEntryShown",
    "AuditEntryShownData",
    "AuditSealShown",
    "AuditWanted",
    "BatchChangeGiven",
    "BatchItemShown",
    "BatchItemShownProblemType0",
    "BatchShown",
    "BilingualGiven",
    "BilingualShown",
    "BrandGiven",
    "BrandShown",
    "BulkGiven",
    "BulkGivenAct",
    "BulkGivenKindType0",
    "BulkGivenPriorityType0",
    "BulkShown",
    "CalendarDaysGiven",
    "CalendarDaysGivenKind",
    "CalendarDayShown",
    "CalendarDayShownKind",
    "CalendarDaysWanted",
    "CalendarGiven",
    "CalendarShown",
    "CalendarVersionShown",
    "CalendarYearShown",
    "ChangeBatchGiven",
    "ChangeComponentShown",
    "ChangeContactShown",
    "ChangeContractShown",
    "ChangeDeploymentShown",
    "ChangeGiven",
    "ChangeGivenCustomType0",
    "ChangeGivenKindType0",
    "ChangeGivenLanguageType0",
    "ChangeGivenPriorityType0",
    "ChangeGivenSeverityType0",
    "ChangeMessageShown",
    "ChangeOrganisationShown",
    "ChangePersonShown",
    "ChangeProductShown",
    "ChangeTeamShown",
    "ChangeTicketShown",
    "ChangeVersionShown",
    "ClockShown",
    "ClockShownMetric",
    "ClosedMoveGiven",
    "ClosedMoveGivenSource",
    "ClosedMoveGivenTarget",
    "ComponentGiven",
    "ComponentShown",
    "ConditionGiven",
    "ConditionGivenTest",
    "ConditionShown",
    "ConditionShownTest",
    "ConnectionShown",
    "ContactChangeGiven",
    "ContactChangesGiven",
    "ContactGiven",
    "ContactGivenLanguage",
    "ContactShown",
    "ContactsWanted",
    "ContractGiven",
    "ContractGivenHours",
    "ContractGivenLevel",
    "ContractShown",
    "ContractShownHours",
    "ContractShownLevel",
    "CustomFieldChangeGiven",
    "CustomFieldGiven",
    "CustomFieldGivenKind",
    "CustomFieldShown",
    "CustomFieldShownKind",
    "CustomFieldsWanted",
    "DataRequestGiven",
    "DataRequestGivenKind",
    "DataRequestGivenLaw",
    "DataRequestShown",
    "DataRequestShownKind",
    "DataRequestShownLaw",
    "DataRequestShownReport",
    "DataRequestShownState",
    "DataRequestsWanted",
    "DeliveriesWanted",
    "DeliveriesWantedState",
    "DeliveryShown",
    "DeliveryShownState",
    "DeploymentGiven",
    "DeploymentGivenEnvironment",
    "DeploymentShown",
    "DeskCountsShown",
    "DeskGiven",
    "DeskImportGiven",
    "DeskImportShown",
    "DeskImportShownState",
    "DeskKindShown",
    "DeskRefusedShown",
    "DeskShown",
    "DiscardDraftKind",
    "DraftGiven",
    "DraftGivenLanguage",
    "DraftShown",
    "DraftShownKind",
    "EncodingGiven",
    "EncodingGivenEncoding",
    "EventShown",
    "EventShownData",
    "FeedComponentShown",
    "FeedContactShown",
    "FeedContractShown",
    "FeedDeploymentShown",
    "FeedMessageShown",
    "FeedOrganisationShown",
    "FeedPersonShown",
    "FeedProductShown",
    "FeedTeamShown",
    "FeedTicketShown",
    "FeedVersionShown",
    "FieldChoiceGiven",
    "FieldChoiceShown",
    "FileShown",
    "FoundShown",
    "FoundShownState",
    "GetMailTemplateKind",
    "GetMailTemplateLanguage",
    "HoldShown",
    "HtmlShown",
    "ImportFieldShown",
    "ImportGiven",
    "ImportKindShown",
    "ImportShown",
    "ImportShownState",
    "IncomingMailReadShown",
    "IncomingMailReadShownSource",
    "IncomingMailReadShownState",
    "IncomingMailShown",
    "IncomingMailShownSource",
    "IncomingMailShownState",
    "IncomingWanted",
    "IncomingWantedStateType0",
    "InvitationGiven",
    "InvitationGivenLanguage",
    "InvitationGivenRolesItem",
    "InvitedShown",
    "InvitedShownRolesItem",
    "InvitedShownState",
    "JobShown",
    "JobShownArguments",
    "JobsStateShown",
    "KeepContactFileFileParams",
    "KeepOrganisationFileFileParams",
    "KeptFileShown",
    "LikelyShown",
    "LinkGiven",
    "LinkGivenKind",
    "LinkShown",
    "LinkShownKind",
    "ListIncomingMailsStateType0",
    "ListingAuditEntryShown",
    "ListingBrandShown",
    "ListingCalendarDayShown",
    "ListingCalendarShown",
    "ListingCalendarVersionShown",
    "ListingCalendarYearShown",
    "ListingComponentShown",
    "ListingContactShown",
    "ListingContractShown",
    "ListingCustomFieldShown",
    "ListingDataRequestShown",
    "ListingDeliveryShown",
    "ListingDeploymentShown",
    "ListingDeskImportShown",
    "ListingDeskKindShown",
    "ListingDeskRefusedShown",
    "ListingEventShown",
    "ListingHoldShown",
    "ListingImportKindShown",
    "ListingImportShown",
    "ListingIncomingMailShown",
    "ListingJobShown",
    "ListingKeptFileShown",
    "ListingLikelyShown",
    "ListingMailboxShown",
    "ListingMailTemplateShown",
    "ListingMessageShown",
    "ListingMoveShown",
    "ListingNotificationKindShown",
    "ListingNotificationShown",
    "ListingOrganisationShown",
    "ListingOutgoingMailShown",
    "ListingPersonShown",
    "ListingPortalIssuerShown",
    "ListingProductShown",
    "ListingPublicAnswerShown",
    "ListingQuickReplyShown",
    "ListingRefusedRowShown",
    "ListingRemarkShown",
    "ListingRequestQuestionShown",
    "ListingRequestTypeShown",
    "ListingSavedViewShown",
    "ListingStaffAccountShown",
    "ListingStateShown",
    "ListingTeamShown",
    "ListingTicketShown",
    "ListingTokenShown",
    "ListingVersionShown",
    "ListingViewShown",
    "ListingWebhookShown",
    "ListMailTemplatesKindType0",
    "ListMailTemplatesLanguageType0",
    "ListOrganisationsTierType0",
    "ListOutgoingMailsStateType0",
    "ListStaffAccountsRoleType0",
    "ListStaffAccountsState",
    "ListTicketsDue",
    "ListTicketsKindItem",
    "ListTicketsLanguage",
    "ListTicketsPriorityItem",
    "ListTicketsSeverityItem",
    "ListTicketsSort",
    "ListTicketsStateItem",
    "ListWebhookDeliveriesState",
    "LongBilingualGiven",
    "MadeShown",
    "MailboxGiven",
    "MailboxGivenDmarcPolicy",
    "MailboxGivenImapAfter",
    "MailboxGivenImapSecurity",
    "MailboxGivenImapSignIn",
    "MailboxGivenIncoming",
    "MailboxGivenLanguage",
    "MailboxGivenSmtpSecurity",
    "MailboxHealthShown",
    "MailboxSettingsShown",
    "MailboxSettingsShownDmarcPolicy",
    "MailboxSettingsShownImapAfter",
    "MailboxSettingsShownImapSecurity",
    "MailboxSettingsShownImapSignIn",
    "MailboxSettingsShownIncoming",
    "MailboxSettingsShownSmtpSecurity",
    "MailboxShown",
    "MailChecksShown",
    "MailChecksShownDkim",
    "MailChecksShownDmarc",
    "MailChecksShownSpf",
    "MailFileShown",
    "MailHeaderShown",
    "MailServerGiven",
    "MailServerShown",
    "MailTemplateGiven",
    "MailTemplateShown",
    "MailTemplateShownKind",
    "MailTemplateShownSource",
    "MappingGiven",
    "MarkdownShown",
    "MeShown",
    "MessageShown",
    "MessageShownChannel",
    "MessageShownDirection",
    "MessageShownVisibility",
    "MoveGiven",
    "MovesGiven",
    "MoveShown",
    "MoveShownSource",
    "MoveShownTarget",
    "Named",
    "NameStateState",
    "NewBatchGiven",
    "NewContactsGiven",
    "NewOrganisationsGiven",
    "NoteGiven",
    "NoticeGiven",
    "NotificationKindsGiven",
    "NotificationKindsGivenKindsItem",
    "NotificationKindShown",
    "NotificationKindShownKind",
    "NotificationShown",
    "NotificationShownKind",
    "NotificationsWanted",
    "NumbersGiven",
    "OfOrganisation",
    "OrganisationBrief",
    "OrganisationChangeGiven",
    "OrganisationChangesGiven",
    "OrganisationGiven",
    "OrganisationGivenLanguage",
    "OrganisationGivenTier",
    "OrganisationShown",
    "OrganisationShownTier",
    "OrganisationsWanted",
    "OrganisationsWantedTierType0",
    "OtherGiven",
    "OutgoingMailShown",
    "OutgoingMailShownKind",
    "OutgoingMailShownState",
    "OutgoingWanted",
    "OutgoingWantedStateType0",
    "ParticipantGiven",
    "ParticipantShown",
    "ParticipantShownRole",
    "PeopleWanted",
    "PersonShown",
    "PointGiven",
    "PointGivenKind",
    "PointShown",
    "PortalAccountGiven",
    "PortalAccountGivenRole",
    "PortalAccountShown",
    "PortalAccountShownRole",
    "PortalIssuerGiven",
    "PortalIssuerGivenKindType0",
    "PortalIssuerShown",
    "PortalIssuerShownKind",
    "PrivacyPolicyGiven",
    "PrivacyPolicyShown",
    "Problem",
    "ProblemProblemField",
    "ProductGiven",
    "ProductGivenKind",
    "ProductShown",
    "ProductShownKind",
    "ProductsWanted",
    "ProfileGiven",
    "ProposedServerShown",
    "PublicAnswerGiven",
    "PublicAnswerShown",
    "QuestionChoiceGiven",
    "QuestionChoiceShown",
    "QuickReplyGiven",
    "QuickReplyShown",
    "ReachGiven",
    "ReachGivenReach",
    "ReachShown",
    "ReachShownReach",
    "ReadShown",
    "ReasonGiven",
    "RecipientShown",
    "RefusalShown",
    "RefusedRecipientShown",
    "RefusedRowShown",
    "RemarkChangeGiven",
    "RemarkGiven",
    "RemarkShown",
    "ReplaceMailTemplateKind",
    "ReplaceMailTemplateLanguage",
    "ReplayedShown",
    "ReplyGiven",
    "ReplyGivenStateAfter",
    "RequesterGiven",
    "RequestQuestionGiven",
    "RequestQuestionGivenKindType0",
    "RequestQuestionShown",
    "RequestQuestionShownKind",
    "RequestTypeGiven",
    "RequestTypeGivenIconType0",
    "RequestTypeGivenKindType0",
    "RequestTypeGivenPriorityType0",
    "RequestTypeShown",
    "RequestTypeShownIcon",
    "RequestTypeShownKind",
    "RequestTypeShownPriority",
    "RestoreMailTemplateKind",
    "RestoreMailTemplateLanguage",
    "RetriedShown",
    "RowShown",
    "RowShownProblemType0",
    "RowsShown",
    "SaveDraftKind",
    "SavedViewChangeGiven",
    "SavedViewGiven",
    "SavedViewShown",
    "SearchShown",
    "SentShown",
    "ServiceTargetsGiven",
    "ServiceTargetsShown",
    "SetPortalLogoFileParams",
    "SnoozeGiven",
    "SourcesGiven",
    "SplitGiven",
    "StaffAccountGiven",
    "StaffAccountGivenRolesType0Item",
    "StaffAccountShown",
    "StaffAccountShownRolesItem",
    "StaffAccountShownState",
    "StaffAccountsWanted",
    "StaffAccountsWantedRoleType0",
    "StaffAccountsWantedState",
    "StartDeskMoveMultiPartBodyParams",
    "StartImportMultiPartBodyParams",
    "StateGiven",
    "StateGivenState",
    "StateNamesGiven",
    "StateShown",
    "StateShownCategory",
    "StateShownState",
    "StepGiven",
    "SwitchGiven",
    "TagsGiven",
    "TargetGiven",
    "TargetGivenPriority",
    "TargetShown",
    "TargetShownPriority",
    "TeamGiven",
    "TeamShown",
    "TeamsWanted",
    "TemplatesWanted",
    "TemplatesWantedKindType0",
    "TemplatesWantedLanguageType0",
    "TextGiven",
    "TicketGiven",
    "TicketGivenCustom",
    "TicketGivenKind",
    "TicketGivenLanguage",
    "TicketGivenPriority",
    "TicketGivenSaidBy",
    "TicketGivenSeverity",
    "TicketShown",
    "TicketShownCategory",
    "TicketShownChannel",
    "TicketShownCustom",
    "TicketShownKind",
    "TicketShownLanguage",
    "TicketShownNextDueMetric",
    "TicketShownPriority",
    "TicketShownSeverity",
    "TicketShownState",
    "TicketWanted",
    "TicketWantedDue",
    "TicketWantedKindItem",
    "TicketWantedLanguage",
    "TicketWantedPriorityItem",
    "TicketWantedSeverityItem",
    "TicketWantedSort",
    "TicketWantedStateItem",
    "TokenShown",
    "UnreadShown",
    "UploadFileFileParams",
    "UploadShown",
    "VersionGiven",
    "VersionShown",
    "ViewShown",
    "WebhookGiven",
    "WebhookMadeShown",
    "WebhookMadeShownState",
    "WebhookShown",
    "WebhookShownState",
    "WeeklyGiven",
    "WeeklyHoursGiven",
    "WeeklyShown",
)
