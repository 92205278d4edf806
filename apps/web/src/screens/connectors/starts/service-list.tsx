import { BrandMark, cx } from '@hookwright/ui'
import { Check } from 'lucide-react'
import type { AnyStart } from './connector-start.ts'
import type { StartGroup } from './find-starts.ts'

/** Returns the element id of a starting point, which the search field refers to. */
export const idOfStart = (id: string): string => `start-${id}`

const Tile = ({
  start,
  isChosen,
  onChoose
}: {
  start: AnyStart
  isChosen: boolean
  onChoose: () => void
}) => (
  // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus, and its arrows and Enter choose.
  <div
    id={idOfStart(start.id)}
    role="option"
    aria-selected={isChosen}
    tabIndex={-1}
    onMouseDown={event => event.preventDefault()}
    onClick={onChoose}
    title={start.about}
    className={cx(
      'flex min-h-12 cursor-default items-start gap-2.5 rounded-tile p-2 outline-none select-none',
      isChosen ? 'bg-hover ring-1 ring-ink ring-inset' : 'hover:bg-hover'
    )}
  >
    <BrandMark name={start.name} logo={start.logo} accent={start.accent} letters={start.letters} size={28} />
    <span className="-mt-0.5 min-w-0 grow">
      <span className="block truncate text-label text-ink">{start.name}</span>
      <span className={cx('line-clamp-2 text-small', isChosen ? 'text-ink-2' : 'text-ink-3')}>
        {start.contents ?? start.about}
      </span>
    </span>
    {isChosen && <Check aria-hidden className="size-4 shrink-0 text-ink" strokeWidth={2} />}
  </div>
)

const Heading = ({ title, hint }: { title: string; hint: string }) => (
  <div aria-hidden className="mt-4 mb-2 flex flex-wrap items-baseline gap-x-2 border-t border-line pt-4">
    <span className="text-h3 text-ink">{title}</span>
    <span className="text-small text-ink-3">{hint}</span>
  </div>
)

/** Descriptions next to the headings of ready-made connectors and of known services. */
const hints = {
  gallery: 'Complete connectors that you can install and use in flows.',
  service: 'Sign-in, verification and a first event are filled in; you build the rest.'
} as const

const gridClass = '-mx-2 grid grid-cols-[repeat(auto-fill,minmax(14rem,1fr))] gap-x-3 gap-y-1'

/** React keys of the placeholder tiles, shown while the services are loading. */
const places = Array.from({ length: 18 }, (_, at) => `place-${at}`)

/**
 * Loading placeholder of the service list. It appears after 200 ms, so that a fast response does not
 * flicker.
 */
export const ServiceListPlaceholder = () => (
  <div role="status" className="animate-[appear_0s_0.2s_both]">
    <span className="sr-only">Loading services…</span>
    <div aria-hidden className="mt-5 mb-2 flex h-9 items-end border-t border-line">
      <span className="h-3.5 w-24 rounded-xs bg-hover" />
    </div>
    <div aria-hidden className={gridClass}>
      {places.map(place => (
        <div key={place} className="flex min-h-12 items-start gap-2.5 p-2">
          <span className="size-7 shrink-0 rounded-tile bg-hover" />
          <span className="flex flex-col gap-1.5 pt-0.5">
            <span className="h-3 w-24 rounded-xs bg-hover" />
            <span className="h-3 w-32 rounded-xs bg-hover" />
          </span>
        </div>
      ))}
    </div>
  </div>
)

/** Grouped list of starting points, controlled by a search field. */
export const ServiceList = ({
  id,
  groups,
  chosen,
  onChoose
}: {
  id: string
  groups: readonly StartGroup[]
  /** Id of the selected starting point; null for none. */
  chosen: string | null
  onChoose: (start: AnyStart) => void
}) => (
  <div id={id} role="listbox" aria-label="Services" className="flex flex-col">
    {groups.map(({ category, starts }, index) => (
      // biome-ignore lint/a11y/useSemanticElements: a group of options, for which HTML has no element.
      <div key={category} role="group" aria-label={category}>
        {starts[0]?.is === 'service' && groups[index - 1]?.starts[0]?.is !== 'service' && (
          <Heading title="Starting points" hint={hints.service} />
        )}
        {starts[0]?.is === 'gallery' ? (
          <Heading title={category} hint={hints.gallery} />
        ) : (
          <div aria-hidden className="mt-3 mb-1 text-small font-semibold text-ink-3">
            {category}
          </div>
        )}
        <div className={gridClass}>
          {starts.map(start => (
            <Tile
              key={start.id}
              start={start}
              isChosen={start.id === chosen}
              onChoose={() => onChoose(start)}
            />
          ))}
        </div>
      </div>
    ))}
  </div>
)
