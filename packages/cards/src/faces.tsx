import type { CardSpec } from '@hookwright/engine'
import type { ComponentType } from 'react'
import { connectorEventLook } from './connector-event/look.tsx'
import { DefaultFace } from './default-face.tsx'
import type { DialogProps } from './face/dialog-props.ts'
import { groupLook } from './face/group-mark.tsx'
import type { Face, Look } from './face/look.ts'
import type { RowsGiven } from './face/rows-given.ts'
import { type CardRows, rowsOf } from './face/rows-of.ts'
import type { CardWarning } from './face/warning.ts'
import { NoteFace } from './note/face.tsx'
import { returnOutputsLook } from './return-outputs/look.tsx'
import { webhookEventLook } from './webhook-event/look.tsx'
import type { Workbench } from './workbench.ts'
import './face/card.css'

/** The card types with a look of their own, one line a card. */
const looks: Record<string, Look> = {
  'connector-event': connectorEventLook,
  note: { Face: NoteFace },
  'return-outputs': returnOutputsLook,
  'webhook-event': webhookEventLook
}

const plainLook: Look = {}

/** What of a card type is drawn in a way of its own. */
const lookOf = (type: string): Look => (Object.hasOwn(looks, type) ? looks[type] : undefined) ?? plainLook

/** The face of a card type. */
export const faceOf = (type: string): Face => lookOf(type).Face ?? DefaultFace

/** The rows of a card, as its type draws them. */
export const cardRowsOf = (given: RowsGiven): CardRows => (lookOf(given.card.type).rows ?? rowsOf)(given)

/** The warnings of a card, as its type has them. */
export const cardWarningsOf = (given: RowsGiven): CardWarning[] =>
  lookOf(given.card.type).warnings?.(given) ?? []

/** A dialog of a card type; null where there is none of this name. */
export const dialogOf = (type: string, name: string): ComponentType<DialogProps> | null => {
  const { dialogs = {} } = lookOf(type)
  return (Object.hasOwn(dialogs, name) ? dialogs[name] : undefined) ?? null
}

/** Whether a card type stands for its connector, and how. */
export const brandedOf = (type: string): Look['branded'] => lookOf(type).branded

/** The colour of a card's left edge: the connector's where the card stands for it, else that of the card's group. */
export const edgeOf = (spec: CardSpec, brand: Workbench['brand']): string =>
  brandedOf(spec.type) === undefined ? groupLook[spec.group].colour : brand.accent

export { freshEventCard } from './connector-event/fresh-event-card.ts'
export { optionsSection } from './connector-event/rows.ts'
export { CardTitle } from './face/card-title.tsx'
export type { FaceProps } from './face/face-props.ts'
export { GroupMark, groupLook } from './face/group-mark.tsx'
export { linesOf } from './face/input-rows.ts'
export type { Lane } from './face/lane.ts'
export { measures } from './face/measures.ts'
export { treeKey } from './face/output-rows.ts'
export { readOnlyRows } from './face/read-only-rows.ts'
export { type FieldAt, heightOfRow, heightOfRows, nameOfPlace, type Row } from './face/row.ts'
export { RowList } from './face/row-list.tsx'
export type { CardValues } from './face/rows-given.ts'
export type { CardRows } from './face/rows-of.ts'
export { stillBench } from './face/still-bench.ts'
export { bindingOf, type Caret, partsOf, putParts, type TextPart, typedJson } from './face/text-parts.ts'
export { caretAt, caretIn } from './face/token-dom.tsx'
export { TypeOf } from './face/type-of.tsx'
export { valueText } from './face/value-text.ts'
export type { CardWarning } from './face/warning.ts'
export { type ParsedPath, parsePath } from './object-get/parse-path.ts'
export { type ChoiceSource, ChoiceSourceContext } from './option-field/choice-source.ts'
export * from './workbench.ts'
