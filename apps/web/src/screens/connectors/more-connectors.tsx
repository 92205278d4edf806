import { Link } from '@tanstack/react-router'
import { PagePart } from '../../kit/page/page-part.tsx'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { ReadyConnectors } from './ready-connectors.tsx'
import { ownStarts } from './starts/own-starts.ts'

/** Starts of a connector for a service of one's own, each a link that opens it. */
const StartAnother = () => (
  <PagePart id="start-another" title="Start another connector">
    <ul className="m-0 grid list-none grid-cols-[repeat(auto-fit,minmax(min(100%,16rem),1fr))] gap-x-10 p-0">
      {ownStarts.map(({ id, icon: Icon, title, hint }) => (
        <li
          key={id}
          className="relative isolate flex min-h-13 items-center gap-3 border-b border-line py-1.5 before:absolute before:inset-y-0 before:-inset-x-2 before:-z-1 before:rounded-s hover:before:bg-hover"
        >
          <span className="flex size-8 shrink-0 items-center justify-center rounded-tile bg-hover text-ink-2">
            <Icon aria-hidden className="size-4" strokeWidth={1.75} />
          </span>
          <span className="flex min-w-0 flex-col">
            <Link
              to="/connectors/new"
              search={id === 'scratch' ? {} : { start: id }}
              className="w-fit max-w-full truncate rounded-xs text-label text-ink after:absolute after:inset-0"
            >
              {title}
            </Link>
            <span className="truncate text-small text-ink-3">{hint}</span>
          </span>
        </li>
      ))}
    </ul>
  </PagePart>
)

/** Ways to a further connector, below a short list: one of one's own, or a ready one. Renders nothing for a person who is no maker. */
export const MoreConnectors = () =>
  useWhyNotMaker() === null && (
    <div className="flex flex-col gap-8">
      <StartAnother />
      <ReadyConnectors />
    </div>
  )
