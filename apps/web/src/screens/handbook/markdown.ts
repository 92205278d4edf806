/** Block of a page of the handbook. */
export type Block =
  | { is: 'heading'; level: number; text: string }
  | { is: 'text'; text: string }
  | { is: 'list'; items: string[] }
  | { is: 'code'; text: string }
  | { is: 'table'; head: string[]; rows: string[][] }

const cellsOf = (line: string): string[] =>
  line
    .replace(/^\|/, '')
    .replace(/\|\s*$/, '')
    .split('|')
    .map(cell => cell.trim())

const isItem = (line: string): boolean => line.startsWith('- ')
const isPlain = (line: string): boolean => line.trim() !== '' && !/^(#|```|\||- |!\[)/.test(line)

/** Takes lines from an index while they match. */
const takeWhile = (lines: readonly string[], from: number, passes: (line: string) => boolean): string[] => {
  const end = lines.findIndex((line, index) => index >= from && !passes(line))
  return lines.slice(from, end === -1 ? lines.length : end)
}

/** Reads a list whose items may continue on indented lines. */
const readItems = (lines: readonly string[]): string[] => {
  const items: string[] = []
  for (const line of lines) {
    if (isItem(line)) items.push(line.slice(2).trim())
    else items.push(`${items.pop() ?? ''} ${line.trim()}`)
  }
  return items
}

/**
 * Parses the Markdown features used by the handbook: headings, paragraphs, lists of one level, code and tables. Images
 * are omitted, since the pages are shown inside the product.
 */
export const parseMarkdown = (source: string): Block[] => {
  const lines = source.split('\n')
  const blocks: Block[] = []
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? ''
    const heading = /^(#{1,4}) (.*)$/.exec(line)
    if (heading !== null) {
      blocks.push({ is: 'heading', level: (heading[1] ?? '').length, text: heading[2] ?? '' })
      at += 1
    } else if (line.startsWith('```')) {
      const code = takeWhile(lines, at + 1, next => !next.startsWith('```'))
      blocks.push({ is: 'code', text: code.join('\n') })
      at += code.length + 2
    } else if (line.startsWith('|')) {
      const table = takeWhile(lines, at, next => next.startsWith('|'))
      blocks.push({ is: 'table', head: cellsOf(table[0] ?? ''), rows: table.slice(2).map(cellsOf) })
      at += table.length
    } else if (isItem(line)) {
      const items = takeWhile(lines, at, next => isItem(next) || next.startsWith('  '))
      blocks.push({ is: 'list', items: readItems(items) })
      at += items.length
    } else if (isPlain(line)) {
      const text = takeWhile(lines, at, isPlain)
      blocks.push({ is: 'text', text: text.join(' ') })
      at += text.length
    } else at += 1
  }
  return blocks
}

/** Part of a text with one format. */
export interface Span {
  is: 'plain' | 'code' | 'strong' | 'emphasis' | 'link'
  text: string
  /** Target of a link. */
  to?: string
}

const inline = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*|\[([^\]]+)\]\(([^)]+)\)/g

/** Splits a text into parts by format. */
export const parseSpans = (text: string): Span[] => {
  const spans: Span[] = []
  let last = 0
  for (const match of text.matchAll(inline)) {
    if (match.index > last) spans.push({ is: 'plain', text: text.slice(last, match.index) })
    const [whole, code, strong, emphasis, label, to] = match
    if (code !== undefined) spans.push({ is: 'code', text: code })
    else if (strong !== undefined) spans.push({ is: 'strong', text: strong })
    else if (emphasis !== undefined) spans.push({ is: 'emphasis', text: emphasis })
    else spans.push({ is: 'link', text: label ?? '', to: to ?? '' })
    last = match.index + whole.length
  }
  return last < text.length ? [...spans, { is: 'plain', text: text.slice(last) }] : spans
}
