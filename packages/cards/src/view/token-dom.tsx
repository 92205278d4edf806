import { Pill, type ValueType } from '@hookwright/model'
import { cx, letterOn } from '@hookwright/ui'
import { glyphOfCard, glyphOfType } from './glyph.tsx'
import { type Caret, type TextPart, tidyParts } from './text-parts.ts'
import type { PillMark, PillStyle } from './workbench.ts'

const tokenOf = (node: Node): Pill | null => {
  if (!(node instanceof HTMLElement) || node.dataset.token === undefined) return null
  const read = Pill.safeParse(JSON.parse(node.dataset.token))
  return read.success ? read.data : null
}

const readNode = (node: Node): TextPart[] => {
  const pill = tokenOf(node)
  if (pill !== null) return [pill]
  if (node instanceof Text) return [node.data.replaceAll('\u200b', '')]
  if (node instanceof HTMLBRElement) return ['\n']
  const inner = [...node.childNodes].flatMap(readNode)
  return node instanceof HTMLDivElement ? ['\n', ...inner] : inner
}

/** Reads the parts of an editable field, without the trailing line break that browsers need. */
export const readParts = (field: ParentNode & Node): TextPart[] => {
  const parts = tidyParts([...field.childNodes].flatMap(readNode))
  const last = parts.at(-1)
  return typeof last === 'string' && last.endsWith('\n')
    ? tidyParts([...parts.slice(0, -1), last.slice(0, -1)])
    : parts
}

const SVG = 'http://www.w3.org/2000/svg'

const glyphNode = (href: string): SVGElement => {
  const glyph = document.createElementNS(SVG, 'svg')
  glyph.setAttribute('viewBox', '0 0 24 24')
  const use = document.createElementNS(SVG, 'use')
  use.setAttribute('href', href)
  glyph.append(use)
  return glyph
}

const hiddenSpan = (className: string): HTMLElement => {
  const span = document.createElement('span')
  span.className = className
  span.ariaHidden = 'true'
  return span
}

/** Creates the glyph element of a type. The glyph of a list is in brackets. */
const typeGlyph = ({ kind, list }: ValueType): HTMLElement => {
  const place = hiddenSpan('token-type')
  const glyph = glyphNode(glyphOfType(kind))
  place.append(...(list ? ['[', glyph, ']'] : [glyph]))
  return place
}

/** Creates the element for a card's icon in a pill. */
const markNode = (mark: PillMark): HTMLElement => {
  if (mark.is === 'glyph') {
    const tile = hiddenSpan('token-mark card-mark')
    tile.style.setProperty('--hue', mark.hue)
    tile.append(glyphNode(glyphOfCard(mark.type)))
    return tile
  }
  const tile = hiddenSpan('token-mark brand-mark')
  if (mark.is === 'letter') {
    // Drawn by the style, so that it is no text of the field.
    tile.dataset.letters = mark.letter
    if (mark.letter.length > 1) tile.style.fontSize = mark.letter.length > 2 ? '6px' : '7px'
    tile.style.background = mark.ground
    tile.style.color = letterOn(mark.ground)
    return tile
  }
  const picture = document.createElement('img')
  picture.src = mark.url
  picture.alt = ''
  picture.draggable = false
  tile.append(picture)
  return tile
}

const textSpan = (className: string, text: string): HTMLElement => {
  const span = document.createElement('span')
  span.className = className
  span.textContent = text
  return span
}

/**
 * Creates the element for the part of a path before its last key. Right-to-left direction truncates it at its
 * start.
 */
const pathSpan = (path: string): HTMLElement => {
  const span = textSpan('token-path', '')
  const words = document.createElement('bdi')
  words.textContent = path
  span.append(words)
  return span
}

/**
 * Creates the nodes of a pill's label: the output's name, the path and the last key. Narrow fields hide the
 * name and truncate the path.
 */
const labelNodes = (label: string): (Node | string)[] => {
  const end = label.indexOf('.') + 1
  const last = label.lastIndexOf('.') + 1
  if (end <= 1 || last === label.length) return [label]
  return [
    textSpan('token-root', label.slice(0, end)),
    ...(last > end ? [pathSpan(label.slice(end, last))] : []),
    textSpan('token-key', label.slice(last))
  ]
}

/** Punctuation that must not start a line. */
const closing = /^[!?.,;:)\]}%…’”]/

/** Marks pills followed by punctuation, so that both stay on one line. */
const glueTokens = (field: HTMLElement): void => {
  for (const token of field.querySelectorAll<HTMLElement>('[data-token]')) {
    const next = token.nextSibling
    token.toggleAttribute('data-glued', next instanceof Text && closing.test(next.data))
  }
}

const styleToken = (token: HTMLElement, look: PillStyle | undefined): void => {
  token.title = look === undefined ? '' : `${look.label} of ${look.source}`
  token.style.setProperty('--y', look === undefined ? 'var(--err)' : `var(--type-${look.type.kind})`)
  token.className = cx('token', look?.lost !== false && 'token-lost')
  const words = document.createElement('span')
  words.append(...labelNodes(look?.label ?? 'Unknown value'))
  words.className = 'token-words'
  const cross = document.createElement('span')
  cross.dataset.dropToken = ''
  cross.textContent = '×'
  cross.className = 'token-cross'
  cross.ariaHidden = 'true'
  token.replaceChildren(
    ...(look?.mark === undefined ? [] : [markNode(look.mark)]),
    typeGlyph(look?.type ?? { kind: 'any', list: false }),
    words,
    cross
  )
}

const tokenNode = (pill: Pill, look: PillStyle | undefined): HTMLElement => {
  const node = document.createElement('span')
  node.contentEditable = 'false'
  node.dataset.token = JSON.stringify(pill)
  styleToken(node, look)
  return node
}

/** Updates the look of a field's pills, in order. The text and the caret do not change. */
export const styleTokens = (field: HTMLElement, looks: PillStyle[]): void => {
  for (const [index, token] of field.querySelectorAll<HTMLElement>('[data-token]').entries())
    styleToken(token, looks[index])
  glueTokens(field)
}

/** Replaces the content of a field with parts. */
export const writeParts = (field: HTMLElement, parts: TextPart[], looks: PillStyle[]): void => {
  let pills = 0
  const nodes = parts.map(part =>
    typeof part === 'string' ? document.createTextNode(part) : tokenNode(part, looks[pills++])
  )
  const last = parts.at(-1)
  // A caret cannot stand behind a token that is the last node, nor on an empty last line.
  if (last !== undefined && (typeof last !== 'string' || last.endsWith('\n')))
    nodes.push(document.createTextNode(typeof last === 'string' ? '\n' : '\u200b'))
  field.replaceChildren(...nodes)
  glueTokens(field)
}

/** Places the caret at the end of a range. */
export const select = (range: Range): void => {
  range.collapse(false)
  const selection = getSelection()
  selection?.removeAllRanges()
  selection?.addRange(range)
}

/** Moves the caret to a position in a field whose parts have not changed since rendering. */
export const caretTo = (field: HTMLElement, { part, offset }: Caret): void => {
  const range = document.createRange()
  const node = field.childNodes[part]
  if (node instanceof Text && offset > 0) range.setEnd(node, offset)
  else range.setEnd(field, part)
  select(range)
}

/** Moves the caret to the end of a field. */
export const caretToEnd = (field: HTMLElement): void => {
  const range = document.createRange()
  range.selectNodeContents(field)
  select(range)
}

/** Converts the start of a range to a caret position in the parts of a field. */
const caretOf = (field: HTMLElement, range: Range): Caret => {
  const before = document.createRange()
  before.selectNodeContents(field)
  before.setEnd(range.startContainer, range.startOffset)
  const parts = tidyParts([...before.cloneContents().childNodes].flatMap(readNode))
  const last = parts.at(-1)
  return typeof last === 'string'
    ? { part: parts.length - 1, offset: last.length }
    : { part: parts.length, offset: 0 }
}

/** Returns the caret position in a field. `null` if the caret is outside the field. */
export const caretIn = (field: HTMLElement): Caret | null => {
  const selection = getSelection()
  if (selection === null || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  return field.contains(range.startContainer) ? caretOf(field, range) : null
}

/** Returns the caret position at viewport coordinates. `null` outside the field. */
export const caretAt = (field: HTMLElement, x: number, y: number): Caret | null => {
  const found = document.caretPositionFromPoint?.(x, y)
  if (!found || !field.contains(found.offsetNode)) return null
  const range = document.createRange()
  range.setStart(found.offsetNode, found.offset)
  return caretOf(field, range)
}
