import { EmptyState } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { type FoundSection, MOST_FOUND, wordsIn } from './search-help.ts'
import { useHelpSearch } from './use-help-search.ts'

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Text with the search words highlighted. */
const Marked = ({ text, words }: { text: string; words: readonly string[] }) =>
  text.split(new RegExp(`(${words.map(escaped).join('|')})`, 'gi')).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text never changes, so the place is the key.
      <mark key={index} className="rounded-xs bg-warn-soft text-ink">
        {part}
      </mark>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text never changes, so the place is the key.
      <Fragment key={index}>{part}</Fragment>
    )
  )

const Result = ({ found, words }: { found: FoundSection; words: readonly string[] }) => (
  <li>
    <Link
      to="/help/$page"
      params={{ page: found.page.name }}
      {...(found.slug !== undefined && { hash: found.slug })}
      className="-mx-2.5 flex flex-col gap-0.5 rounded-s px-2.5 py-2 hover:bg-hover"
    >
      <span className="text-label text-ink">
        <Marked text={found.heading} words={words} />
        {found.slug !== undefined && (
          <span className="ml-2 text-small font-normal text-ink-3">{found.page.title}</span>
        )}
      </span>
      <span className="text-body break-words text-ink-2">
        <Marked text={found.excerpt} words={words} />
      </span>
    </Link>
  </li>
)

/** Results of a search in Help. */
export const HelpResults = ({ sought }: { sought: string }) => {
  const { found, isLoading } = useHelpSearch(sought)
  const words = wordsIn(sought)
  const count = found.length === MOST_FOUND ? `${MOST_FOUND} or more` : String(found.length)
  const summary = `${count} ${found.length === 1 ? 'result' : 'results'} for “${sought.trim()}”`
  return (
    <section
      aria-label="Results"
      className="flex min-w-0 max-w-180 grow flex-col gap-2 px-8 py-6 max-md:px-4"
    >
      <h1 className="m-0 text-h1">Search Help</h1>
      <p role="status" className="m-0 text-body text-ink-3">
        {isLoading ? 'Searching…' : summary}
      </p>
      {!isLoading && found.length === 0 && (
        <EmptyState title="Nothing found">
          Search for other words, or for an error code such as http.status.
        </EmptyState>
      )}
      <ol className="m-0 flex list-none flex-col gap-1 p-0">
        {found.map(one => (
          <Result key={`${one.page.name} ${one.slug ?? ''}`} found={one} words={words} />
        ))}
      </ol>
    </section>
  )
}
