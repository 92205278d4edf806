import { useMatches } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'

/** Where one is, from the place down to the page; each page says its own part. */
export const Breadcrumb = () => {
  const crumbs = useMatches().flatMap(({ id, staticData: { Crumb } }) =>
    Crumb === undefined ? [] : [{ id, Crumb }]
  )
  return (
    <nav aria-label="Where you are" className="min-w-0 grow">
      <ol className="m-0 flex list-none items-center gap-1 p-0 text-label text-ink-2">
        {crumbs.map(({ id, Crumb }, index) => (
          <li key={id} className="flex min-w-0 items-center gap-1 not-last:max-sm:hidden">
            {index > 0 && (
              <ChevronRight
                aria-hidden
                className="size-3.5 shrink-0 text-ink-3 max-sm:hidden"
                strokeWidth={1.75}
              />
            )}
            <Crumb />
          </li>
        ))}
      </ol>
    </nav>
  )
}
