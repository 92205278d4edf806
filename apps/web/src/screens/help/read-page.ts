import { lexer, type Token, type TokensList } from 'marked'
import { createSlugs } from '../../kit/help/slug.ts'

/** Heading of a page. */
export interface PageHeading {
  text: string
  level: number
  /** Anchor in URLs, unique within the page. */
  slug: string
}

/** Parsed page of Help. */
export interface ReadPage {
  tokens: TokensList
  /** Headings of the page in order, keyed by their Markdown token. */
  headings: ReadonlyMap<Token, PageHeading>
}

/** Returns the text of inline tokens without their formats. */
const plainOf = (tokens: readonly Token[]): string =>
  tokens
    .map(token => ('tokens' in token && token.tokens !== undefined ? plainOf(token.tokens) : textIn(token)))
    .join('')

const textIn = (token: Token): string =>
  'text' in token ? String(token.text) : token.type === 'br' ? ' ' : ''

/** Parses the Markdown of a page. */
export const readPage = (markdown: string): ReadPage => {
  const tokens = lexer(markdown)
  const slug = createSlugs()
  const headings = new Map<Token, PageHeading>()
  for (const token of tokens) {
    if (token.type !== 'heading') continue
    const text = plainOf(token.tokens ?? [])
    headings.set(token, { text, level: token.depth, slug: slug(text) })
  }
  return { tokens, headings }
}

/** Section of a page below one heading, as searchable text. */
interface PageSection {
  heading: PageHeading
  text: string
}

/** Returns the text of a block and of all nested blocks. */
const textOf = (token: Token): string => {
  switch (token.type) {
    case 'space':
    case 'html':
      return ''
    case 'code':
      return String(token.text)
    case 'list':
      return (token.items as Token[]).map(item => plainBlocks(item)).join('\n')
    case 'table': {
      const cells = [token.header, ...token.rows] as { tokens: Token[] }[][]
      return cells.map(row => row.map(cell => plainOf(cell.tokens)).join(' · ')).join('\n')
    }
    default:
      return plainBlocks(token)
  }
}

const plainBlocks = (token: Token): string => {
  if (!('tokens' in token) || token.tokens === undefined) return textIn(token)
  const isBlock = token.type === 'list_item' || token.type === 'blockquote'
  return isBlock ? token.tokens.map(textOf).join('\n') : plainOf(token.tokens)
}

/** Splits a page into sections, one per heading. */
export const sectionsOf = ({ tokens, headings }: ReadPage): PageSection[] => {
  const sections: PageSection[] = []
  for (const token of tokens) {
    const heading = headings.get(token)
    const last = sections.at(-1)
    if (heading !== undefined) sections.push({ heading, text: '' })
    else if (last !== undefined) last.text = `${last.text}\n${textOf(token)}`.trim()
  }
  return sections
}
