import type { ValueType } from '@hookwright/model'

/** One file with the glyphs of all card types and data types, which costs the pages no script. */
const glyphs = new URL('./glyphs.svg', import.meta.url).href

/** Address of the glyph of a card type, for `use`. */
export const glyphOfCard = (type: string): string => `${glyphs}#${type}`

/** Address of the glyph of a data type, for `use`. */
export const glyphOfType = (kind: ValueType['kind']): string => `${glyphs}#type-${kind}`
