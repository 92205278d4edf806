import { Dialog, Kbd, Switch, TextField } from '@hookwright/ui'
import { matchSorter } from 'match-sorter'
import { useState } from 'react'
import { labelOf } from '../../kit/actions/action.ts'
import { groupByHeading } from '../../kit/actions/in-groups.ts'
import { isMac } from '../../kit/actions/is-mac.ts'
import { shownShortcut } from '../../kit/actions/shortcut.ts'
import { useAllActions } from '../../kit/actions/use-actions.tsx'

/** List of all keyboard shortcuts on the open page, generated from its actions. */
export const ShortcutSheet = ({
  open,
  onOpenChange,
  singleKeys,
  onSingleKeysChange
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  singleKeys: boolean
  onSingleKeysChange: (on: boolean) => void
}) => {
  const actions = useAllActions()
  const [sought, setSought] = useState('')
  const rows = actions.flatMap(action => {
    const { id, group, keys = [] } = action
    return keys.length === 0 ? [] : [{ id, group, label: labelOf(action), keys }]
  })
  const found = sought === '' ? rows : matchSorter(rows, sought, { keys: ['label', 'group', 'keys'] })
  const groups = groupByHeading(found, row => row.group)
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts" size="w-lg">
      <div className="flex flex-col gap-4">
        <TextField
          label="Find a shortcut"
          hideLabel
          placeholder="Find a shortcut"
          type="search"
          value={sought}
          onValueChange={setSought}
        />
        {groups.map(({ heading, items }) => (
          <section key={heading} aria-label={heading}>
            <h3 className="mb-1 text-small font-semibold text-ink-3">{heading}</h3>
            <dl>
              {items.map(({ id, label, keys }) => (
                <div
                  key={id}
                  className="flex min-h-8 items-center justify-between gap-4 border-b border-line"
                >
                  <dt className="text-body">{label}</dt>
                  <dd className="flex flex-wrap items-center justify-end gap-2">
                    {keys.map(shortcut => (
                      <Kbd key={shortcut} keys={shownShortcut(shortcut, isMac())} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        {found.length === 0 && <p className="text-body text-ink-2">No shortcuts found.</p>}
        <Switch
          label="Single-key shortcuts"
          description="When off, only shortcuts with Ctrl, Alt or a function key work. Turn this off if you use voice control."
          checked={singleKeys}
          onCheckedChange={onSingleKeysChange}
        />
      </div>
    </Dialog>
  )
}
