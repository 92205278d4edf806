import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog, itemClass, Kbd } from '@hookwright/ui'
import { ChevronRight, Search, SquareStack } from 'lucide-react'
import { useMemo, useState } from 'react'
import { type Action, labelOf, stateOf } from '../../kit/actions/action.ts'
import type { Grouped } from '../../kit/actions/in-groups.ts'
import { isMac } from '../../kit/actions/is-mac.ts'
import { shownShortcut } from '../../kit/actions/shortcut.ts'
import { useAllActions } from '../../kit/actions/use-actions.tsx'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { searchActions } from './find-actions.ts'
import { idDigitsOf, useFoundById } from './use-found-by-id.ts'
import { usePaletteEntries } from './use-palette-entries.ts'

const RECENT = 'hookwright.recent-found'
const MOST_RECENT = 5

/** Returns the ids of the items most recently opened from the palette in this browser, latest first. */
const readRecent = (): string[] => (localStorage.getItem(RECENT) ?? '').split(' ').filter(Boolean)

/**
 * Stores an action as the most recent one. Only actions that open an item or a section are stored, not
 * commands.
 */
const noteRecent = ({ id, kind }: Action): void => {
  if (kind === 'card' || (kind === undefined && !id.startsWith('go.'))) return
  const ids = [id, ...readRecent().filter(other => other !== id)].slice(0, MOST_RECENT)
  localStorage.setItem(RECENT, ids.join(' '))
}

/** Prefixes that narrow the palette's search. */
const narrowings = [
  ['>', 'actions'],
  ['@', 'connectors'],
  ['#', 'cards']
] as const

/** Icon of a row. Every row has an icon, so that labels are aligned. */
const Mark = ({ action }: { action: Action }) => {
  if (action.connectorId !== undefined) {
    return (
      <span className="flex size-5 shrink-0 items-center justify-center">
        <ConnectorMark connectorId={action.connectorId} name={action.hint ?? labelOf(action)} size={16} />
      </span>
    )
  }
  const Icon = action.icon ?? (action.kind === 'card' ? SquareStack : ChevronRight)
  return (
    <span className="flex size-5 shrink-0 items-center justify-center">
      <Icon aria-hidden className="text-ink-3" strokeWidth={1.75} />
    </span>
  )
}

const Row = ({ action, onDone }: { action: Action; onDone: () => void }) => {
  const state = stateOf(action)
  const [keys] = action.keys ?? []
  return (
    <Autocomplete.Item
      value={action}
      disabled={state.is === 'refused'}
      onClick={() => {
        onDone()
        noteRecent(action)
        action.run()
      }}
      className={itemClass}
    >
      <Mark action={action} />
      <span className="flex min-w-0 grow flex-col">
        <span className="truncate">{labelOf(action)}</span>
        {state.is === 'refused' && <span className="text-small text-ink-3">{state.why}</span>}
      </span>
      {action.hint !== undefined && (
        <span className="max-w-1/2 shrink-0 truncate text-small text-ink-3">{action.hint}</span>
      )}
      {keys !== undefined && <Kbd keys={shownShortcut(keys, isMac())} />}
    </Autocomplete.Item>
  )
}

/** Command palette: finds actions, pages and items by typing. */
export const Palette = ({
  sought,
  onClose
}: {
  /** Initial search text; null while the palette is closed. */
  sought: string | null
  onClose: () => void
}) => {
  const actions = useAllActions()
  const [opened, setOpened] = useState(sought)
  const [typed, setTyped] = useState(sought ?? '')
  if (opened !== sought) {
    setOpened(sought)
    setTyped(sought ?? '')
  }
  const isOpen = sought !== null
  const recent = useMemo(() => (isOpen ? readRecent() : []), [isOpen])
  const byId = useFoundById(typed, recent)
  const entries = usePaletteEntries(isOpen)
  const groups = searchActions([...byId, ...actions, ...entries], typed, recent)
  return (
    <Dialog
      open={sought !== null}
      onOpenChange={next => !next && onClose()}
      title="Search or run a command"
      head="spoken"
      place="top"
      size="w-xl"
      bare
    >
      <Autocomplete.Root<Grouped<Action>>
        open
        inline
        items={groups}
        filter={null}
        value={typed}
        onValueChange={setTyped}
        autoHighlight="always"
        keepHighlight
      >
        <div className="sticky top-0 flex items-center gap-2 border-b border-line bg-raised px-4">
          <Search aria-hidden className="size-4 shrink-0 text-ink-3" strokeWidth={1.75} />
          <Autocomplete.Input
            aria-label="Search or run a command"
            placeholder="Search or run a command"
            className="h-12 w-full min-w-0 bg-transparent text-body text-ink outline-none max-md:text-h2 max-md:font-normal"
          />
        </div>
        <Autocomplete.Empty>
          <p className="p-4 text-body text-ink-2">
            {idDigitsOf(typed) === null
              ? 'No results. Search for a name, a command such as “new flow”, or the start of a delivery or run id.'
              : 'No results. None of your deliveries or runs has an id that starts with this text.'}
          </p>
        </Autocomplete.Empty>
        <Autocomplete.List className="p-1 data-empty:p-0">
          {(group: Grouped<Action>) => (
            <Autocomplete.Group key={group.heading} items={group.items}>
              <Autocomplete.GroupLabel className="px-2 pt-2 pb-1 text-small font-semibold text-ink-3">
                {group.heading}
              </Autocomplete.GroupLabel>
              <Autocomplete.Collection>
                {(action: Action) => <Row key={action.id} action={action} onDone={onClose} />}
              </Autocomplete.Collection>
            </Autocomplete.Group>
          )}
        </Autocomplete.List>
        <p className="sticky bottom-0 flex gap-4 border-t border-line bg-raised px-4 py-2 text-small text-ink-3 max-md:hidden">
          {narrowings.map(([sign, words]) => (
            <span key={sign} className="flex items-center gap-1.5">
              <Kbd keys={sign} /> {words}
            </span>
          ))}
        </p>
      </Autocomplete.Root>
    </Dialog>
  )
}
