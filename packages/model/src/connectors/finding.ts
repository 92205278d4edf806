import type { ProblemCode } from '../flows/problem.ts'
import type { CardId, FieldId, Id } from '../kernel/ids.ts'

/** Severity of a finding: an error prevents the creation of a version, a warning does not. */
export type Severity = 'error' | 'warning'

/** Finding codes of the connector validation that are not codes of flow problems. */
type OwnFindingCode =
  | 'CBDE000001H'
  | 'CBDE000002H'
  | 'CBDE000003H'
  | 'CBDE000004H'
  | 'CBDE000005H'
  | 'CBDE000006H'
  | 'CBDE000007H'
  | 'HW-guessed-outputs'
  | 'HW-helper-off'
  | 'HW-inline-run'
  | 'HW-no-client'
  | 'HW-no-event'
  | 'HW-no-outputs'
  | 'HW-no-registration'
  | 'HW-no-registration-key'
  | 'HW-only-deregistration'
  | 'HW-only-registration'
  | 'HW-unfit-outputs'
  | 'HW-unmapped-outputs'
  | 'HW-unused-option'

/**
 * Codes of flow problems that have no finding code with the prefix `HW-`. They have another finding code or
 * cannot occur in a maker's flow.
 */
type CodeWithoutFinding = 'flow-empty' | 'start-card' | 'connection' | 'event' | 'action'

/** Code of a finding: a code of the original product if one fits, otherwise a code with the prefix `HW-`. */
export type FindingCode = OwnFindingCode | `HW-${Exclude<ProblemCode, CodeWithoutFinding>}`

/** Severity and meaning of each finding code. */
export const findingTable = {
  CBDE000001H: { severity: 'error', means: 'Two active flows have the same name.' },
  CBDE000002H: {
    severity: 'error',
    means: 'A flow does not start with an event for connectors.'
  },
  CBDE000003H: { severity: 'error', means: 'A flow name contains characters that are not allowed.' },
  CBDE000004H: { severity: 'error', means: 'Two active flows start with Authping.' },
  CBDE000005H: { severity: 'error', means: 'A flow that does not start with Authping is named _authping.' },
  CBDE000006H: { severity: 'error', means: 'Two active flows start with Revoke.' },
  CBDE000007H: { severity: 'error', means: 'A flow that does not start with Revoke is named _revoke.' },
  'HW-helper-off': { severity: 'error', means: 'A card uses a flow that is switched off.' },
  'HW-name': { severity: 'error', means: 'A flow has no name yet.' },
  'HW-return-card': { severity: 'error', means: 'A flow has no return card, or the wrong one.' },
  'HW-card-type': { severity: 'error', means: 'A card has an unknown type.' },
  'HW-card-misplaced': { severity: 'error', means: 'A card is in a place where it is not allowed.' },
  'HW-card-config': { severity: 'error', means: 'A card is not set up.' },
  'HW-blocks': { severity: 'error', means: 'The blocks of a card are missing.' },
  'HW-input-required': { severity: 'error', means: 'A required input is empty.' },
  'HW-input-unknown': { severity: 'error', means: 'A value is mapped to an input that no longer exists.' },
  'HW-input-literal': { severity: 'error', means: 'An entered value does not match the type of its input.' },
  'HW-input-text': {
    severity: 'error',
    means: 'An input that accepts only a single value combines text and values.'
  },
  'HW-pill-gone': { severity: 'error', means: 'A value comes from a card that was deleted.' },
  'HW-pill-order': { severity: 'error', means: 'A value comes from a card that has not run yet.' },
  'HW-pill-field': { severity: 'error', means: 'A value comes from an output that no longer exists.' },
  'HW-pill-type': { severity: 'error', means: 'A mapped value does not match the type of its input.' },
  'HW-helper-gone': { severity: 'error', means: 'A card uses a flow that was deleted.' },
  'HW-helper-kind': { severity: 'error', means: 'A card uses a flow of the wrong kind.' },
  'HW-no-client': {
    severity: 'warning',
    means: 'A sign-in has no client ID, so nobody can sign in with it.'
  },
  'HW-no-event': { severity: 'warning', means: 'The connector has no event or action for users.' },
  'HW-no-registration-key': {
    severity: 'warning',
    means: 'An event uses a signing key from its registration, but has no registration flow.'
  },
  'HW-no-registration': {
    severity: 'warning',
    means: 'An event has no registration flow, so users register it manually.'
  },
  'HW-no-outputs': { severity: 'warning', means: 'An event has no outputs for users.' },
  'HW-unfit-outputs': { severity: 'warning', means: 'A sample contradicts the type of an output.' },
  'HW-guessed-outputs': { severity: 'warning', means: 'Outputs of an event or action have guessed types.' },
  'HW-unmapped-outputs': {
    severity: 'warning',
    means: 'Outputs of an event or action are not mapped.'
  },
  'HW-unused-option': { severity: 'warning', means: 'An option of an event or action is not used.' },
  'HW-inline-run': {
    severity: 'error',
    means: 'A card starts a run inside an action, which is not possible.'
  },
  'HW-only-registration': {
    severity: 'warning',
    means: 'An event has a registration flow and no deregistration flow.'
  },
  'HW-only-deregistration': {
    severity: 'warning',
    means: 'An event has a deregistration flow and no registration flow.'
  }
} as const satisfies Record<FindingCode, { severity: Severity; means: string }>

/** Finding of a connector draft's validation, with its flow, card and field. */
export interface Finding {
  code: FindingCode
  severity: Severity
  /** Flow with the finding; null if the finding is about the whole connector. */
  flowId: Id | null
  flowName: string | null
  cardId: CardId | null
  field: FieldId | null
  /** Message with the problem, its cause and its fix. */
  message: string
}
