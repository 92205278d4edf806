import { BrandMark } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { moreClass, PagePart } from '../../kit/page/page-part.tsx'
import { useGalleryStarts } from './starts/use-gallery-starts.ts'

/** Maximum number of ready-made connectors below a list; the page "New connector" shows all. */
const MOST = 20

/**
 * Ready-made connectors that are not installed, each with a link to install it. Renders nothing for members
 * who are not makers.
 */
export const ReadyConnectors = () => {
  const { starts } = useGalleryStarts()
  const rest = starts.filter(({ entry }) => entry.installed.length === 0)
  if (rest.length === 0) return null
  return (
    <PagePart
      id="ready-connectors"
      title="Ready-made connectors"
      count={rest.length}
      more={
        <Link to="/connectors/new" className={moreClass}>
          All services
        </Link>
      }
    >
      <ul className="-mx-2 m-0 grid list-none grid-cols-[repeat(auto-fill,minmax(16rem,1fr))] gap-x-6 p-0 pt-2">
        {rest.slice(0, MOST).map(({ id, name, logo, accent, letters, contents, about }) => (
          <li
            key={id}
            title={about}
            className="relative flex min-h-12 items-center gap-3 rounded-tile px-2 py-1.5 hover:bg-hover"
          >
            <BrandMark name={name} logo={logo} accent={accent} letters={letters} size={28} />
            <span className="flex min-w-0 flex-col">
              <Link
                to="/connectors/new"
                search={{ q: name }}
                className="w-fit max-w-full truncate rounded-xs text-label text-ink after:absolute after:inset-0"
              >
                {name}
              </Link>
              <span className="truncate text-small text-ink-3">{contents}</span>
            </span>
          </li>
        ))}
      </ul>
    </PagePart>
  )
}
