import type { CardSpec } from '@hookwright/engine'
import { accentOf, lettersOf, type MarkLetters } from '@hookwright/ui'
import { type ComponentType, lazy } from 'react'
import { actionView } from './action/view.tsx'
import { apiEndpointRows } from './api-endpoint/rows.ts'
import { connectedRequestView } from './connected-request/view.tsx'
import { connectorActionView } from './connector-action/view.tsx'
import { connectorEventView } from './connector-event/view.tsx'
import { PolicyPart } from './error-policy/policy-part.tsx'
import { ERROR_DIALOG, withPolicyRows } from './error-policy/policy-rows.ts'
import { NoteBody } from './note/note-body.tsx'
import { NOTE_DIALOG } from './note/note-button.tsx'
import { pollingEventView } from './polling-event/view.tsx'
import { pollingMonitorView } from './polling-monitor/view.tsx'
import { returnOutputsView } from './return-outputs/view.tsx'
import { scheduledView } from './scheduled/view.tsx'
import type { CardBody, CardView, CardWarning, DialogProps } from './view/card-view.ts'
import { DefaultBody } from './view/default-body.tsx'
import { groupHues } from './view/group-mark.tsx'
import type { RowsInput } from './view/rows-input.ts'
import { type CardRows, rowsOf } from './view/rows-of.ts'
import type { CardConnector, PillMark } from './view/workbench.ts'
import { webhookEventView } from './webhook-event/view.tsx'
import './view/card.css'
import './view/pill.css'

/** Views of card types that do not use the default view. */
const cardViews: Record<string, CardView> = {
  action: actionView,
  'api-delete': connectedRequestView,
  'api-get': connectedRequestView,
  'api-patch': connectedRequestView,
  'api-post': connectedRequestView,
  'api-put': connectedRequestView,
  'api-raw': connectedRequestView,
  'api-endpoint': { rows: apiEndpointRows },
  'connector-action': connectorActionView,
  'connector-event': connectorEventView,
  'custom-api-action': connectedRequestView,
  note: { Body: NoteBody },
  'poll-return': returnOutputsView,
  'polling-event': pollingEventView,
  'polling-monitor': pollingMonitorView,
  'return-outputs': returnOutputsView,
  scheduled: scheduledView,
  'webhook-event': webhookEventView
}

const defaultView: CardView = {}

/** Returns the view of a card type, or the default view. */
const cardViewOf = (type: string): CardView =>
  (Object.hasOwn(cardViews, type) ? cardViews[type] : undefined) ?? defaultView

/** Returns the body component of a card type. */
export const cardBodyOf = (type: string): CardBody => cardViewOf(type).Body ?? DefaultBody

/** Returns true if cards of this type are wider than others. */
export const isWide = (type: string): boolean => cardViewOf(type).wide === true

/**
 * Returns the rows that a card shows on the canvas. These are the rows of its type, and a row for its error
 * policy.
 */
export const cardRowsOf = (params: RowsInput): CardRows =>
  withPolicyRows((cardViewOf(params.card.type).rows ?? rowsOf)(params), params, PolicyPart)

/** Returns the warnings that a card shows on the canvas. Empty if its type defines none. */
export const cardWarningsOf = (params: RowsInput): CardWarning[] =>
  cardViewOf(params.card.type).warnings?.(params) ?? []

const PolicyDialog = lazy(async () => ({
  default: (await import('./error-policy/policy-dialog.tsx')).PolicyDialog
}))

const NoteDialog = lazy(async () => ({ default: (await import('./note/note-dialog.tsx')).NoteDialog }))

/** Returns a dialog of a card; null for an unknown name. */
export const dialogOf = (
  { type, handlesErrors }: Pick<CardSpec, 'type' | 'handlesErrors'>,
  name: string
): ComponentType<DialogProps> | null => {
  if (name === ERROR_DIALOG && handlesErrors) return PolicyDialog
  if (name === NOTE_DIALOG) return NoteDialog
  const { dialogs = {} } = cardViewOf(type)
  return (Object.hasOwn(dialogs, name) ? dialogs[name] : undefined) ?? null
}

/** Returns how a card type shows the connector's branding. `undefined` if it shows none. */
export const brandedOf = (type: string): CardView['branded'] => cardViewOf(type).branded

/**
 * Returns the border color of a card: the connector's color if the card represents it, otherwise its group's
 * color.
 */
export const borderColorOf = (spec: CardSpec, { name, accent }: { name: string; accent: string }): string =>
  brandedOf(spec.type) === undefined ? groupHues[spec.group] : accentOf(name, accent)

const noLetters: MarkLetters = new Map()

/** Returns the icon of a card in the pills that refer to its outputs: a logo, letters or a glyph. */
export const pillMarkOf = (
  spec: CardSpec,
  { name, accent, logo }: CardConnector,
  letters: MarkLetters = noLetters
): PillMark => {
  if (brandedOf(spec.type) === undefined) return { is: 'glyph', type: spec.type, hue: groupHues[spec.group] }
  if (logo !== null) return { is: 'logo', url: logo }
  return {
    is: 'letter',
    letter: lettersOf(name, letters),
    ground: accentOf(name, accent)
  }
}

export { freshActionCard } from './connector-action/fresh-action-card.ts'
export { freshEventCard } from './connector-event/fresh-event-card.ts'
export { ERROR_DIALOG } from './error-policy/policy-rows.ts'
export { extensiblePortId, SELECTED_OUTPUTS } from './kernel/action-ports.ts'
export { fieldOfSetting } from './kernel/field-of-setting.ts'
export { type ParsedPath, parsePath } from './kernel/parse-path.ts'
export { NOTE_DIALOG, NoteButton } from './note/note-button.tsx'
export { usePreviewChoices } from './options/preview-choices.ts'
export { unfitOutputsOf } from './return-outputs/unfit-outputs.ts'
export { CardTitle } from './view/card-title.tsx'
export type { CardBodyProps, CardWarning, Lane } from './view/card-view.ts'
export { type ChoiceSource, ChoiceSourceContext } from './view/choice-source.ts'
export { optionsSection } from './view/deployed-rows.ts'
export { GroupMark } from './view/group-mark.tsx'
export { LabelledOption } from './view/labelled-option.tsx'
export { linesOf } from './view/lines-of-text.ts'
export { measures } from './view/measures.ts'
export { dependentsOf } from './view/option-values.ts'
export { treeKey, typeOfSample } from './view/output-rows.ts'
export { readOnlyBench } from './view/read-only-bench.ts'
export { readOnlyRows } from './view/read-only-rows.ts'
export {
  type FieldAt,
  heightOfRow,
  heightOfRows,
  type InputRow,
  isFoldedColumn,
  nameOfPlace,
  type OutputRow,
  type Row
} from './view/row.ts'
export { RowList } from './view/row-list.tsx'
export type { CardValues, RowsInput } from './view/rows-input.ts'
export type { CardRows } from './view/rows-of.ts'
export { isInSection } from './view/setting-rows.ts'
export { bindingOf, type Caret, partsOf, putPill, type TextPart, typedJson } from './view/text-parts.ts'
export { caretAt, caretIn } from './view/token-dom.tsx'
export { TypeOf } from './view/type-name.tsx'
export { mainValueOf, timeText, valueText } from './view/value-text.ts'
export * from './view/workbench.ts'
