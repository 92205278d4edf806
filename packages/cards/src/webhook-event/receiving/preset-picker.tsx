import { Badge, Button, Notice, Spinner, useSearchedList } from '@hookwright/ui'
import { PencilLine, Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useWorkbench } from '../../view/workbench.ts'
import { findPresets } from './receiving-draft.ts'
import { practicePreset, type StartingRules, startOf, startOfShape } from './starting-rules.ts'

type PresetsState = { is: 'loading' } | { is: 'known'; starts: readonly StartingRules[] } | { is: 'failed' }

/** Returns the presets, loaded on first use. */
const usePresets = (): PresetsState => {
  const [known, setKnown] = useState<PresetsState>({ is: 'loading' })
  useEffect(() => {
    let isHere = true
    import('@hookwright/model/presets').then(
      ({ presets, shapes }) => {
        const starts = [...shapes.map(startOfShape), practicePreset, ...presets.map(startOf)]
        if (isHere) setKnown({ is: 'known', starts })
      },
      () => isHere && setKnown({ is: 'failed' })
    )
    return () => {
      isHere = false
    }
  }, [])
  return known
}

const hostOf = (url: string): string => new URL(url).host

/** Returns noon of a day in the viewer's time zone, so that the day is formatted correctly everywhere. */
const noonOf = (day: string): number => Date.parse(`${day}T12:00`)

const aboutStart = ({ is, known }: StartingRules): string | null =>
  known !== null ? hostOf(known.source) : is === 'shape' ? null : 'Included with Hookwright'

const PresetLine = (start: StartingRules) => {
  const { name, known } = start
  const about = aboutStart(start)
  const bench = useWorkbench()
  return (
    <>
      <span className="min-w-0 grow">
        <span className="block truncate text-body text-ink">{name}</span>
        {about !== null && <span className="block truncate text-small text-ink-3">{about}</span>}
      </span>
      {known?.checkedOn === 'unverified' && <Badge tone="warn">Unverified</Badge>}
      {known !== null && known.checkedOn !== 'unverified' && (
        <Badge>Checked on {bench.sayDay(noonOf(known.checkedOn))}</Badge>
      )}
    </>
  )
}

/** Picker for the initial rules: the preset of a known service, or a blank form. */
export const PresetPicker = ({
  onPreset,
  onByHand
}: {
  /** Called with the chosen preset and with all presets that were offered. */
  onPreset: (start: StartingRules, among: readonly StartingRules[]) => void
  onByHand: () => void
}) => {
  const known = usePresets()
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  // What asked for it may be gone with what it takes the place of, and the focus with that.
  useEffect(() => field.current?.focus(), [])
  const starts = known.is === 'known' ? known.starts : []
  const found = findPresets(starts, typed)
  const groups = [
    { heading: 'Signatures', items: found.filter(({ is }) => is === 'shape') },
    { heading: 'Services', items: found.filter(({ is }) => is === 'service') }
  ]
  const searched = useSearchedList({
    label: 'Services and signatures',
    groups,
    typed,
    onTyped: setTyped,
    onChoose: chosen => onPreset(chosen, starts)
  })
  return (
    <div className="flex min-h-0 grow flex-col gap-3 px-5 pt-2 pb-4">
      <div className="flex flex-wrap items-center gap-2">
        <div className="relative min-w-0 grow basis-60">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-2 left-2 size-4 text-ink-3"
            strokeWidth={1.75}
          />
          <input
            {...searched.field}
            ref={field}
            aria-label="Start from a service"
            placeholder="Search services and signatures, such as GitHub or HMAC"
            className="h-8 w-full min-w-0 rounded-s border border-line-strong bg-surface pr-2 pl-8 text-body text-ink"
          />
        </div>
        <Button icon={<PencilLine aria-hidden className="size-4" strokeWidth={1.75} />} onClick={onByHand}>
          Set up manually
        </Button>
      </div>
      {known.is === 'loading' && <Spinner />}
      {known.is === 'failed' && (
        <Notice tone="err">
          The services could not be loaded. Close this dialog and open it again, or set up the rules manually.
        </Notice>
      )}
      <div aria-live="polite">
        {known.is === 'known' && found.length === 0 && (
          <p className="m-0 text-body text-ink-2">
            No service or signature matches. Try another search term, or set up the rules manually.
          </p>
        )}
      </div>
      <div
        {...searched.list}
        className="min-h-0 grow overflow-y-auto rounded-m border border-line p-1 data-empty:hidden"
      >
        {groups.map(({ heading, items }, at) =>
          items.length === 0 ? null : (
            <div key={heading} {...searched.group(heading)}>
              <div {...searched.heading(heading)} className="px-2 pt-2 pb-1 text-small text-ink-3">
                {heading}
              </div>
              {items.map((start, index) => (
                <div
                  key={start.id}
                  {...searched.option((at === 0 ? 0 : (groups[0]?.items.length ?? 0)) + index)}
                  className="flex cursor-default items-center gap-2 rounded-s px-2 py-1 outline-none select-none data-highlighted:bg-accent-soft"
                >
                  <PresetLine {...start} />
                </div>
              ))}
            </div>
          )
        )}
      </div>
    </div>
  )
}
