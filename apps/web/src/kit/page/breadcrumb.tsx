import { useMatches } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'

/** Breadcrumb trail down to the current page; each route provides its own part. */
export const Breadcrumb = () => {
  const parts = useMatches().flatMap(({ staticData }) => staticData.crumbs ?? [])
  return (
    <nav aria-label="Breadcrumb" className="min-w-0 grow">
      <ol className="flex list-none items-center gap-1 p-0 text-label text-ink-2">
        {parts.map((Crumb, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts stand in the order of the path, so the place is the key.
          <li key={index} className="flex min-w-0 items-center gap-1 nth-last-[n+3]:max-md:hidden">
            {index > 0 && (
              <ChevronRight
                aria-hidden
                // On a small screen the last two parts stand alone, with nothing before them.
                className="size-3.5 shrink-0 text-ink-3 max-md:in-[li:nth-last-child(2)]:hidden"
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
