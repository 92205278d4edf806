import { cx } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Link2 } from 'lucide-react'
import type { Token, Tokens } from 'marked'
import { CopyButton } from '../../features/history/copy-button.tsx'
import { helpPages } from './help-pages.ts'
import { pictureAt } from './help-sources.ts'
import { targetOf } from './link-target.ts'
import type { PageHeading, ReadPage } from './read-page.ts'

const names = new Set(helpPages.map(({ name }) => name))

const linkClass = 'rounded-xs text-accent-text underline'

const TextLink = ({ token, page }: { token: Tokens.Link; page: string }) => {
  const content = <Inline tokens={token.tokens} page={page} />
  const target = targetOf(token.href, page, name => names.has(name))
  switch (target.is) {
    case 'page':
      return (
        <Link
          to="/help/$page"
          params={{ page: target.name }}
          {...(target.hash !== undefined && { hash: target.hash })}
          className={linkClass}
        >
          {content}
        </Link>
      )
    case 'elsewhere':
      return (
        <a href={target.url} target="_blank" rel="noreferrer" className={linkClass}>
          {content}
        </a>
      )
    case 'nothing':
      return content
  }
}

const Picture = ({ token }: { token: Tokens.Image }) => {
  const url = pictureAt(token.href)
  return url === undefined ? null : (
    <img src={url} alt={token.text} loading="lazy" className="max-w-full rounded-m border border-line" />
  )
}

const InlineToken = ({ token, page }: { token: Token; page: string }) => {
  switch (token.type) {
    case 'codespan':
      return <code className="rounded-xs bg-sunken px-1 font-code text-small break-words">{token.text}</code>
    case 'strong':
      return (
        <strong className="font-semibold text-ink">
          <Inline tokens={token.tokens} page={page} />
        </strong>
      )
    case 'em':
      return (
        <em>
          <Inline tokens={token.tokens} page={page} />
        </em>
      )
    case 'link':
      return <TextLink token={token as Tokens.Link} page={page} />
    case 'image':
      return <Picture token={token as Tokens.Image} />
    case 'br':
      return <br />
    default:
      // HTML is shown as the text that it is.
      return 'tokens' in token && token.tokens !== undefined ? (
        <Inline tokens={token.tokens} page={page} />
      ) : (
        String('text' in token ? token.text : token.raw)
      )
  }
}

const Inline = ({ tokens = [], page }: { tokens: Token[] | undefined; page: string }) =>
  tokens.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a text never changes, so the place is the key.
    <InlineToken key={index} token={token} page={page} />
  ))

const headingClasses = ['', 'text-h1', 'mt-4 text-h2', 'mt-2 text-h3', 'text-label']

const Heading = ({ token, heading, page }: { token: Tokens.Heading; heading: PageHeading; page: string }) => {
  const Tag = heading.level === 1 ? 'h1' : heading.level === 2 ? 'h2' : heading.level === 3 ? 'h3' : 'h4'
  return (
    <Tag
      id={heading.slug}
      tabIndex={-1}
      className={cx(
        'group/heading m-0 flex scroll-mt-6 items-baseline gap-2 rounded-xs break-words text-ink',
        headingClasses[heading.level]
      )}
    >
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <Inline tokens={token.tokens} page={page} />
      </span>
      {heading.level > 1 && (
        <Link
          to="/help/$page"
          params={{ page }}
          hash={heading.slug}
          aria-label={`Link to “${heading.text}”`}
          className="shrink-0 rounded-xs p-1 text-ink-3 opacity-0 group-hover/heading:opacity-100 focus-visible:opacity-100"
        >
          <Link2 aria-hidden className="size-4" strokeWidth={1.75} />
        </Link>
      )}
    </Tag>
  )
}

const CodeBlock = ({ token }: { token: Tokens.Code }) => (
  <div className="relative">
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
      tabIndex={0}
      className="m-0 overflow-x-auto rounded-tile bg-sunken px-3 py-2.5 pr-24 font-code text-small text-ink"
    >
      {token.text}
    </pre>
    <span className="absolute top-1.5 right-1.5">
      <CopyButton size="card" text={token.text}>
        Copy
      </CopyButton>
    </span>
  </div>
)

const Table = ({ token, page }: { token: Tokens.Table; page: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
  <section tabIndex={0} aria-label="Table" className="overflow-x-auto">
    <table className="w-full border-collapse text-left text-body text-ink-2">
      <thead>
        <tr className="border-b border-line text-small text-ink-3">
          {token.header.map((cell, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table never move.
            <th key={index} scope="col" className="h-8 pr-4 font-medium">
              <Inline tokens={cell.tokens} page={page} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {token.rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a table never move.
          <tr key={at} className="border-b border-line align-top">
            {row.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table never move.
              <td key={index} className="py-2.5 pr-4 first:min-w-36 first:font-medium first:text-ink">
                <Inline tokens={cell.tokens} page={page} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

const List = ({ token, page }: { token: Tokens.List; page: string }) => {
  const Tag = token.ordered ? 'ol' : 'ul'
  return (
    <Tag
      {...(token.ordered && { start: Number(token.start) })}
      className={cx('m-0 flex flex-col gap-1.5 pl-5', token.ordered ? 'list-decimal' : 'list-disc')}
    >
      {token.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items of a list never move.
        <li key={index} className="[&>*+*]:mt-1.5">
          {item.tokens.map((inner, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a text never changes, so the place is the key.
            <BlockView key={at} token={inner} page={page} />
          ))}
        </li>
      ))}
    </Tag>
  )
}

const textClass = 'm-0 text-h3 font-normal text-pretty text-ink-2'

const BlockView = ({ token, page }: { token: Token; page: string }) => {
  switch (token.type) {
    case 'space':
    case 'hr':
      return null
    case 'paragraph':
      return (
        <p className={textClass}>
          <Inline tokens={token.tokens} page={page} />
        </p>
      )
    case 'text':
      return <Inline tokens={token.tokens} page={page} />
    case 'list':
      return (
        <div className={textClass}>
          <List token={token as Tokens.List} page={page} />
        </div>
      )
    case 'blockquote':
      return (
        <blockquote className="m-0 flex flex-col gap-2 border-l-2 border-line-strong pl-3">
          <Blocks tokens={token.tokens ?? []} page={page} />
        </blockquote>
      )
    case 'code':
      return <CodeBlock token={token as Tokens.Code} />
    case 'table':
      return <Table token={token as Tokens.Table} page={page} />
    default:
      return <p className={textClass}>{token.raw}</p>
  }
}

const Blocks = ({ tokens, page }: { tokens: Token[]; page: string }) =>
  tokens.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a page never changes, so the place is the key.
    <BlockView key={index} token={token} page={page} />
  ))

/** Renders a page of Help. HTML in the Markdown is shown as text. */
export const MarkdownView = ({ read, page }: { read: ReadPage; page: string }) =>
  read.tokens.map((token, index) => {
    const heading = read.headings.get(token)
    return heading === undefined ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a page never changes, so the place is the key.
      <BlockView key={index} token={token} page={page} />
    ) : (
      <Heading key={heading.slug} token={token as Tokens.Heading} heading={heading} page={page} />
    )
  })
