import { cx } from '@hookwright/ui'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { PageGone } from '../../kit/page/page-gone.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { handbookTitles } from './handbook-pages.ts'
import { parseMarkdown } from './markdown.ts'
import { BlockView } from './markdown-view.tsx'

/** Sources of the handbook pages that are shown in the product. */
const sources = import.meta.glob<string>(
  '../../../../../packages/handbook/{walkthrough,glossary,connector-files,backup,data-flow}.md',
  { query: '?raw', import: 'default' }
)

const pages = Object.keys(handbookTitles)

const Text = ({ page }: { page: string }) => {
  const load = Object.entries(sources).find(([path]) => path.endsWith(`/${page}.md`))?.[1]
  const { data } = useSuspenseQuery({
    queryKey: ['handbook', page],
    queryFn: () => load?.() ?? '',
    staleTime: Number.POSITIVE_INFINITY
  })
  return parseMarkdown(data).map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a page never changes, so the place is the key.
    <BlockView key={index} of={block} pages={pages} />
  ))
}

/** Handbook with a list of its pages on the left and the open page. */
export const HandbookPage = () => {
  const { page } = useParams({ from: '/inside/handbook/$page' })
  usePageTitle('Handbook')
  if (!pages.includes(page)) return <PageGone />
  return (
    <div className="flex min-h-0 grow overflow-y-auto max-md:flex-col">
      <nav
        aria-label="Pages of the handbook"
        className="sticky top-0 flex w-52 shrink-0 flex-col gap-px self-start py-6 pl-8 max-md:static max-md:w-full max-md:flex-row max-md:flex-wrap max-md:px-4 max-md:pb-0"
      >
        {pages.map(name => (
          <Link
            key={name}
            to="/handbook/$page"
            params={{ page: name }}
            className={cx(
              '-ml-2.5 flex h-8 items-center rounded-s px-2.5 text-label',
              name === page ? 'bg-hover text-ink' : 'text-ink-2 hover:bg-hover'
            )}
          >
            {handbookTitles[name]}
          </Link>
        ))}
      </nav>
      <article className="flex min-w-0 max-w-180 grow flex-col gap-4 px-8 py-6 max-md:px-4">
        <Text page={page} />
      </article>
    </div>
  )
}
