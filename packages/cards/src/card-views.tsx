import type { CardSpec } from '@hookwright/engine'
import type { ComponentType } from 'react'
import { connectorEventLook } from './connector-event/view.tsx'
import { NoteFace } from './note/face.tsx'
import { returnOutputsLook } from './return-outputs/view.tsx'
import type { CardBody, CardView, CardWarning, DialogProps } from './view/card-view.ts'
import { DefaultFace } from './view/default-face.tsx'
import { groupLook } from './view/group-mark.tsx'
import type { RowsGiven } from './view/rows-given.ts'
import { type CardRows, rowsOf } from './view/rows-of.ts'
import type { Workbench } from './view/workbench.ts'
import { webhookEventLook } from './webhook-event/view.tsx'
import './view/card.css'

/** The card types with a look of their own, one line a card. */
const looks: Record<string, CardView> = {
  'connector-event': connectorEventLook,
  note: { Face: NoteFace },
  'return-outputs': returnOutputsLook,
  'webhook-event': webhookEventLook
}

const plainLook: CardView = {}

/** Returns the view of a card type: its own, or the plain view. */
const lookOf = (type: string): CardView => (Object.hasOwn(looks, type) ? looks[type] : undefined) ?? plainLook

/** The face of a card type. */
export const cardBodyOf = (type: string): CardBody => lookOf(type).Face ?? DefaultFace

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

/** Returns how a card type shows the connector's branding; undefined where it does not. */
export const brandedOf = (type: string): CardView['branded'] => lookOf(type).branded

/** The colour of a card's left edge: the connector's where the card stands for it, else that of the card's group. */
export const edgeOf = (spec: CardSpec, brand: Workbench['brand']): string =>
  brandedOf(spec.type) === undefined ? groupLook[spec.group].colour : brand.accent

export { freshEventCard } from './connector-event/fresh-event-card.ts'
export { optionsSection } from './connector-event/rows.ts'
export { type ParsedPath, parsePath } from './kernel/parse-path.ts'
export { CardTitle } from './view/card-title.tsx'
export type { CardWarning, FaceProps, Lane } from './view/card-view.ts'
export { type ChoiceSource, ChoiceSourceContext } from './view/choice-source.ts'
export { GroupMark, groupLook } from './view/group-mark.tsx'
export { linesOf } from './view/input-rows.ts'
export { measures } from './view/measures.ts'
export { treeKey } from './view/output-rows.ts'
export { readOnlyRows } from './view/read-only-rows.ts'
export { type FieldAt, heightOfRow, heightOfRows, nameOfPlace, type Row } from './view/row.ts'
export { RowList } from './view/row-list.tsx'
export type { CardValues } from './view/rows-given.ts'
export type { CardRows } from './view/rows-of.ts'
export { stillBench } from './view/still-bench.ts'
export { bindingOf, type Caret, partsOf, putParts, type TextPart, typedJson } from './view/text-parts.ts'
export { caretAt, caretIn } from './view/token-dom.tsx'
export { TypeOf } from './view/type-name.tsx'
export { valueText } from './view/value-line.tsx'
export * from './view/workbench.ts'
