import { Link } from '@tanstack/react-router'
import { type Block, parseSpans, type Span } from './markdown.ts'

/** Returns the handbook page of a link; null for any other target. */
const pageOf = (to: string): string | null => /^(?:\.\/)?([a-z-]+)\.md(?:#.*)?$/.exec(to)?.[1] ?? null

const Stretch = ({ of: { is, text, to = '' }, pages }: { of: Span; pages: readonly string[] }) => {
  const page = pageOf(to)
  switch (is) {
    case 'code':
      return <code className="rounded-xs bg-sunken px-1 font-code text-small break-words">{text}</code>
    case 'strong':
      return <strong className="font-semibold text-ink">{text}</strong>
    case 'emphasis':
      return <em>{text}</em>
    case 'link':
      return page !== null && pages.includes(page) ? (
        <Link to="/handbook/$page" params={{ page }} className="text-accent-text underline">
          {text}
        </Link>
      ) : (
        text
      )
    case 'plain':
      return text
  }
}

const Line = ({ text, pages }: { text: string; pages: readonly string[] }) =>
  parseSpans(text).map((span, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text never changes, so the place is the key.
    <Stretch key={index} of={span} pages={pages} />
  ))

const headingClasses = ['', 'm-0 text-h1', 'm-0 mt-4 text-h2', 'm-0 mt-2 text-h3', 'm-0 text-h3']

/** Renders one block of a handbook page. */
export const BlockView = ({ of: block, pages }: { of: Block; pages: readonly string[] }) => {
  switch (block.is) {
    case 'heading': {
      const Heading = block.level === 1 ? 'h1' : block.level === 2 ? 'h2' : 'h3'
      return (
        <Heading className={headingClasses[block.level]}>
          <Line text={block.text} pages={pages} />
        </Heading>
      )
    }
    case 'text':
      return (
        <p className="m-0 text-h3 font-normal text-pretty text-ink-2">
          <Line text={block.text} pages={pages} />
        </p>
      )
    case 'list':
      return (
        <ul className="m-0 flex list-disc flex-col gap-1.5 pl-5 text-h3 font-normal text-ink-2">
          {block.items.map(item => (
            <li key={item}>
              <Line text={item} pages={pages} />
            </li>
          ))}
        </ul>
      )
    case 'code':
      return (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
          tabIndex={0}
          className="m-0 overflow-x-auto rounded-tile bg-sunken px-3 py-2.5 font-code text-small text-ink"
        >
          {block.text}
        </pre>
      )
    case 'table':
      return (
        <table className="w-full border-collapse text-left text-body text-ink-2">
          <thead>
            <tr className="border-b border-line text-small text-ink-3">
              {block.head.map(cell => (
                <th key={cell} className="h-8 pr-4 font-medium">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map(row => (
              <tr key={row[0]} className="border-b border-line align-top">
                {row.map((cell, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table never move.
                  <td key={index} className="py-2.5 pr-4 first:min-w-36 first:font-medium first:text-ink">
                    <Line text={cell} pages={pages} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
  }
}
