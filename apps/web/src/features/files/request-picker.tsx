import { TextField } from '@hookwright/ui'
import { Search } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { useMatching } from '../../kit/find/use-matching.ts'
import { formatCount, formatNumber } from '../../kit/page/format-count.ts'
import { PickList } from '../../kit/page/pick-list.tsx'
import { Segments } from '../../kit/page/segments.tsx'
import type { ForeignReport } from './foreign-report.tsx'
import { Section } from './import-parts.tsx'

/** Number of requests above which the list gets a search field. */
const MOST_READ = 8

/** List to select requests of a recording. */
export const RequestPicker = ({
  choices,
  picked,
  onPick
}: {
  choices: ForeignReport['choices']
  picked: readonly number[]
  onPick: (index: number, isPicked: boolean) => void
}) => {
  const [sought, setSought] = useState('')
  const [shown, setShown] = useState<'all' | 'picked'>('all')
  // A recording can have thousands of requests, which are searched behind the typing.
  const wanted = useDeferredValue(sought).trim()
  const matching = useMatching(wanted)
  const pickedSet = useMemo(() => new Set(picked), [picked])
  const rows = useMemo(() => {
    const those = choices.filter(({ index }) => shown === 'all' || pickedSet.has(index))
    const found = wanted === '' ? those : matching(those, wanted, { names: [({ label }) => label] })
    return found.map(({ index, label }) => ({ id: index, name: label }))
  }, [choices, shown, pickedSet, wanted, matching])
  return (
    <Section title="Requests">
      {choices.length > MOST_READ && (
        <div className="flex flex-wrap items-center gap-2">
          <TextField
            label="Search requests"
            hideLabel
            placeholder="Search by method or address"
            before={<Search aria-hidden className="size-4 text-ink-3" strokeWidth={1.75} />}
            className="min-w-0 grow"
            value={sought}
            onValueChange={setSought}
          />
          <Segments
            label="Shown requests"
            value={shown}
            onValueChange={setShown}
            segments={[
              { value: 'all', label: 'All', count: choices.length },
              { value: 'picked', label: 'Selected', count: picked.length }
            ]}
          />
        </div>
      )}
      {rows.length > 0 && (
        <PickList
          label="Requests"
          rows={rows}
          picked={pickedSet}
          onToggle={index => onPick(index, !pickedSet.has(index))}
        />
      )}
      <p aria-live="polite" className="m-0 text-small text-ink-2">
        {rows.length === 0
          ? 'No matching requests. Change the search, or show all requests.'
          : `${formatNumber(picked.length)} of ${formatCount(choices.length, 'request')} selected. Each selected request becomes a Raw Request card.`}
      </p>
    </Section>
  )
}
