import type { ValueType } from '@hookwright/model'

/**
 * SVG sprite with the glyphs of all card types and data types. A separate file adds nothing to the script
 * bundle.
 */
const glyphs = new URL('./glyphs.svg', import.meta.url).href

/** Returns the URL of a card type's glyph, for an SVG `use` element. */
export const glyphOfCard = (type: string): string => `${glyphs}#${type}`

/** Returns the URL of a data type's glyph, for an SVG `use` element. */
export const glyphOfType = (kind: ValueType['kind']): string => `${glyphs}#type-${kind}`
