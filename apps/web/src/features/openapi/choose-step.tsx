import { Badge, Button, Notice, Select, TextField } from '@hookwright/ui'
import { Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useMatching } from '../../kit/find/use-matching.ts'
import { formatCount, formatNumber } from '../../kit/page/format-count.ts'
import { PickList } from '../../kit/page/pick-list.tsx'
import { Segments } from '../../kit/page/segments.tsx'
import { chooseAll, findParts, type Shown } from './parts.ts'
import { BY_HAND, type OpenApiImport } from './use-openapi-import.ts'

/** Maximum number of actions and events in one import. */
export const MOST_CHOSEN = 100

/** Third step of an OpenAPI import. The user selects events, actions and the registration of events. */
export const ChooseStep = ({ state }: { state: OpenApiImport }) => {
  const { parts, chosen, setChosen, registrations, registration, setRegistration, counts } = state
  const [sought, setSought] = useState('')
  const [shown, setShown] = useState<Shown>('all')
  const matching = useMatching(sought)
  const found = useMemo(
    () => findParts(parts, { shown, sought, chosen, matching }),
    [parts, shown, sought, chosen, matching]
  )
  const rows = useMemo(
    () =>
      found.map(({ id, name, detail, isDeprecated, kind }) => ({
        ...{ id, name, detail },
        marks: (
          <>
            {isDeprecated && <Badge>Deprecated</Badge>}
            {kind === 'event' && <Badge tone="accent">Event</Badge>}
          </>
        )
      })),
    [found]
  )
  const toggle = (id: string): void => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  const count = counts.actions + counts.events
  const all = chooseAll({ chosen, found, room: MOST_CHOSEN - count })
  const countOf = (kind: 'event' | 'action'): number => parts.filter(part => part.kind === kind).length
  return (
    <div className="flex min-h-0 flex-col gap-3">
      <TextField
        label="Search actions and events"
        hideLabel
        placeholder="Search by name, path or group"
        before={<Search aria-hidden className="size-4 text-ink-3" strokeWidth={1.75} />}
        value={sought}
        onValueChange={setSought}
      />
      <div className="max-w-full overflow-x-auto">
        <Segments
          label="Shown"
          value={shown}
          onValueChange={setShown}
          segments={[
            { value: 'all', label: 'All', count: parts.length },
            { value: 'event', label: 'Events', count: countOf('event') },
            { value: 'action', label: 'Actions', count: countOf('action') },
            { value: 'chosen', label: 'Chosen', count }
          ]}
        />
      </div>
      {rows.length > 0 && (
        <PickList label="Actions and events" rows={rows} picked={chosen} onToggle={toggle} />
      )}
      {/* It stays when the list of chosen ones is cleared, with the focus. */}
      <Button
        size="card"
        className="self-start aria-disabled:opacity-50"
        aria-disabled={rows.length === 0 || undefined}
        onClick={() => setChosen(all.next)}
      >
        {all.label}
      </Button>
      <p aria-live="polite" className="m-0 text-small text-ink-2">
        {found.length === 0
          ? 'No matching actions or events. Change the search, or show all.'
          : `${formatCount(counts.actions, 'action')} and ${formatCount(counts.events, 'event')} chosen of ${formatNumber(parts.length)}.`}
      </p>
      {count > MOST_CHOSEN && (
        <Notice tone="warn">
          You can import at most {MOST_CHOSEN} actions and events at a time. Choose fewer, and add the others
          later with “Add from OpenAPI”.
        </Notice>
      )}
      {counts.events > 0 && registrations.length > 0 && (
        <Select
          label="Event registration"
          description="The selected operations become the flows that create, delete and list registrations. Callbacks are registered by the operation that defines them."
          choices={[
            ...registrations.map(({ id, name, hint }) => ({ value: id, label: name, hint })),
            {
              value: BY_HAND,
              label: 'Register manually at the service',
              hint: 'Creates no registration flows'
            }
          ]}
          value={registration}
          onValueChange={setRegistration}
        />
      )}
    </div>
  )
}
