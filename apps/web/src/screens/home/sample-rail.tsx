import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useLoadSample } from '../../features/sample/use-load-sample.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useCardMarks } from '../../kit/page/card-band.tsx'

/** Placeholder cards, shown before the sample's flow is loaded. */
const toCome = [
  { letters: 'HR', title: 'User created', about: 'Acme HR sends the event' },
  { letters: 'HR', title: 'Assign equipment', about: 'Acme HR reserves a laptop' },
  { letters: 'T', title: 'Write the welcome', about: 'Text with values from both steps' },
  { letters: 'Ch', title: 'Post message', about: 'Acme Chat posts it' }
] as const

interface Stop {
  key: number
  mark: ReactNode
  title: string
  about?: string
}

/** Cards along a vertical rail. */
const Stops = ({ name, stops }: { name: string; stops: readonly Stop[] }) => (
  <section aria-labelledby="sample-rail" className="max-xl:hidden">
    <h2 id="sample-rail" className="m-0 flex h-13 items-center text-label text-ink-2">
      {name}
    </h2>
    <ol className="m-0 list-none p-0">
      {stops.map(({ key, mark, title, about }) => (
        <li
          key={key}
          className="relative flex h-15 items-start gap-3 before:absolute before:top-8 before:bottom-0 before:left-[15px] before:border-l-2 before:border-rail last:before:hidden"
        >
          {mark}
          <span className="flex min-h-8 min-w-0 flex-col justify-center">
            <span className="truncate text-label text-ink">{title}</span>
            {about !== undefined && <span className="truncate text-small text-ink-3">{about}</span>}
          </span>
        </li>
      ))}
    </ol>
  </section>
)

/** Cards of the installed sample flow, as they are now. */
const LoadedRail = ({ flowId }: { flowId: Id }) => {
  const { data: flow } = useQuery(useTrpc().flows.summary.queryOptions({ flowId }))
  const marks = useCardMarks(flow?.cards ?? [], 32)
  if (flow === undefined) return null
  return <Stops name={flow.name ?? 'Sample flow'} stops={marks} />
}

/** Flow of the first steps, shown next to them. It is gray until the sample is installed. */
export const SampleRail = ({ flowId }: { flowId: Id | null }) => {
  const { whyNot } = useLoadSample()
  if (flowId !== null) return <LoadedRail flowId={flowId} />
  // Nobody can load it, so it will not come.
  if (whyNot !== null) return null
  return (
    <Stops
      name="Sample flow"
      stops={toCome.map(({ letters, title, about }, key) => ({
        key,
        title,
        about,
        mark: (
          <span
            aria-hidden
            className="flex size-8 shrink-0 items-center justify-center rounded-tile bg-hover text-small font-semibold text-ink-3"
          >
            {letters}
          </span>
        )
      }))}
    />
  )
}
