import { cx } from '@hookwright/ui'
import { useMatches } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { PhoneSearch } from './phone-search.tsx'

/** Returns true for a page that shows its name in its own header. */
const useHasHead = (): boolean =>
  useMatches({ select: matches => matches.some(({ staticData }) => staticData.hasHead === true) })

/**
 * Breadcrumb trail of the current page. Each route provides its part.
 *
 * `here` replaces the last part, on pages that render the breadcrumb in their own bar.
 */
export const Breadcrumb = ({ here }: { here?: ReactNode }) => {
  const matches = useMatches()
  const parts = matches.flatMap(({ staticData }) => staticData.crumbs ?? [])
  const hasHead = useHasHead()
  return (
    <nav aria-label="Breadcrumb" className={here === undefined ? 'min-w-0 grow' : 'min-w-0'}>
      <ol className="flex list-none items-center gap-1 p-0 text-label text-ink-2">
        {parts.map((Crumb, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts stand in the order of the path, so the place is the key.
            key={index}
            className={cx(
              'flex min-w-0 items-center gap-1 nth-last-[n+3]:max-md:hidden',
              // On a small screen the part before the page is an arrow at the start of the bar, which leads back.
              index === parts.length - 2 && 'crumb-back',
              // The page itself, also where its part is a link to its first tab.
              index === parts.length - 1 && 'text-ink',
              // The head right below has the name.
              hasHead && index === parts.length - 1 && 'hidden',
              // Beside a long name of its own the way back stays readable.
              here !== undefined && index < parts.length - 1 && 'shrink-0'
            )}
          >
            {index > 0 && (
              <ChevronRight
                aria-hidden
                className="size-3.5 shrink-0 text-ink-3 max-md:hidden"
                strokeWidth={1.75}
              />
            )}
            {index === parts.length - 2 && (
              <ChevronLeft aria-hidden className="size-5 md:hidden" strokeWidth={1.75} />
            )}
            {here !== undefined && index === parts.length - 1 ? here : <Crumb />}
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** Bar with the breadcrumb trail of a page. Hidden on phones if the page has its own header. */
export const PathBar = () => (
  <header
    className={cx(
      'flex h-(--h-top-bar) shrink-0 items-center gap-3 border-b border-line bg-surface px-7 max-md:relative max-md:h-14 max-md:pr-2 max-md:pl-12',
      useHasHead() && 'max-md:hidden'
    )}
  >
    <Breadcrumb />
    <PhoneSearch />
  </header>
)
