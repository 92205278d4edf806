import type { ReactNode } from 'react'
import { DefaultFace } from './default-face.tsx'
import type { FaceProps } from './face/face-props.ts'
import { NoteFace } from './note/face.tsx'

/** How the body of a card looks, below its title. */
export type Face = (props: FaceProps) => ReactNode

/** The card types with a look of their own, one line a card; every other one is drawn from its spec. */
const faces: Record<string, Face> = {
  note: NoteFace
}

/** The face of a card type. */
export const faceOf = (type: string): Face =>
  (Object.hasOwn(faces, type) ? faces[type] : undefined) ?? DefaultFace

export { CardTitle } from './face/card-title.tsx'
export type { FaceProps } from './face/face-props.ts'
export { GroupMark, groupLook } from './face/group-mark.tsx'
export { linesOf } from './face/input-rows.ts'
export type { Lane } from './face/lane.ts'
export { measures } from './face/measures.ts'
export { treeKey } from './face/output-rows.ts'
export { type FieldAt, heightOfRow, heightOfRows, nameOfPlace, type Row } from './face/row.ts'
export { RowList } from './face/row-list.tsx'
export type { CardValues } from './face/rows-given.ts'
export { type CardRows, rowsOf } from './face/rows-of.ts'
export { bindingOf, type Caret, partsOf, putParts, type TextPart } from './face/text-parts.ts'
export { caretAt, caretIn } from './face/token-dom.tsx'
export { TypeOf } from './face/type-of.tsx'
export { valueText } from './face/value-text.ts'
export { type ParsedPath, parsePath } from './object-get/parse-path.ts'
export * from './workbench.ts'
