import { cx } from '@hookwright/ui'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useRouterState, useSearch } from '@tanstack/react-router'
import { type RefObject, useEffect, useMemo, useRef } from 'react'
import { PageGone } from '../../kit/page/page-gone.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { HelpNav } from './help-nav.tsx'
import { helpPages } from './help-pages.ts'
import { HelpResults } from './help-results.tsx'
import { helpSources } from './help-sources.ts'
import { MarkdownView } from './markdown-view.tsx'
import { type PageHeading, readPage } from './read-page.ts'

/** Returns the query for the Markdown of a page. The result never becomes stale. */
const helpQuery = (page: string) => ({
  queryKey: ['help', page],
  queryFn: async () => (await helpSources.get(page)?.()) ?? '',
  staleTime: Number.POSITIVE_INFINITY
})

/**
 * Scrolls to the heading in the URL's hash and focuses it, after rendering and at each change. Without a
 * hash, scrolls to the top of the page.
 */
const useHashHeading = (page: string): RefObject<HTMLElement | null> => {
  const article = useRef<HTMLElement>(null)
  const { hash, key } = useRouterState({
    select: ({ location }) => ({ hash: location.hash, key: location.state.__TSR_key })
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same link may be followed twice.
  useEffect(() => {
    const heading = hash === '' ? null : document.getElementById(hash)
    if (heading === null) article.current?.parentElement?.scrollTo(0, 0)
    heading?.scrollIntoView()
    heading?.focus({ preventScroll: true })
  }, [page, hash, key])
  return article
}

/** List of the page's headings, on the right of wide screens. */
const Contents = ({ headings, page }: { headings: PageHeading[]; page: string }) =>
  headings.length < 2 ? null : (
    <nav
      aria-label="On this page"
      className="sticky top-0 flex max-h-full w-56 shrink-0 flex-col gap-px self-start overflow-y-auto py-6 pr-6 max-xl:hidden"
    >
      <h2 className="m-0 mb-1 px-2.5 text-small font-semibold text-ink-3">On this page</h2>
      {headings.map(({ text, slug, level }) => (
        <Link
          key={slug}
          to="/help/$page"
          params={{ page }}
          hash={slug}
          className={cx(
            'flex min-h-7 items-center rounded-s px-2.5 py-1 text-body break-words text-ink-2 hover:bg-hover hover:text-ink',
            level > 2 && 'pl-5'
          )}
        >
          <span className="min-w-0 [overflow-wrap:anywhere]">{text}</span>
        </Link>
      ))}
    </nav>
  )

/**
 * Returns the headings for the table of contents. Pages with more than 40 headings list only the main ones.
 */
const listedIn = (headings: PageHeading[]): PageHeading[] => {
  const listed = headings.filter(({ level }) => level === 2 || level === 3)
  return listed.length > 40 ? listed.filter(({ level }) => level === 2) : listed
}

const Article = ({ page }: { page: string }) => {
  const { data } = useSuspenseQuery(helpQuery(page))
  const read = useMemo(() => readPage(data), [data])
  const headings = useMemo(() => listedIn([...read.headings.values()]), [read])
  const article = useHashHeading(page)
  return (
    <>
      <article
        ref={article}
        className="flex min-w-0 max-w-180 grow flex-col gap-4 px-8 py-6 *:shrink-0 max-md:px-4"
      >
        <MarkdownView read={read} page={page} />
      </article>
      <span className="grow" />
      <Contents headings={headings} page={page} />
    </>
  )
}

/**
 * Help page with a search and a list of pages on the left. The middle shows the open page or the search
 * results, the right its headings.
 */
export const HelpPage = () => {
  const { page } = useParams({ from: '/inside/help/$page' })
  const { q = '' } = useSearch({ from: '/inside/help/$page' })
  const navigate = useNavigate()
  const title = helpPages.find(({ name }) => name === page)?.title
  usePageTitle(title === undefined ? 'Help' : `${title} · Help`)
  if (title === undefined) return <PageGone />
  const search = (text: string): void =>
    void navigate({
      to: '/help/$page',
      params: { page },
      search: text === '' ? {} : { q: text },
      replace: true
    })
  return (
    <div className="flex min-h-0 grow overflow-y-auto max-md:flex-col">
      <HelpNav page={page} sought={q} onSearch={search} />
      {q.trim() === '' ? <Article page={page} /> : <HelpResults sought={q} />}
    </div>
  )
}
