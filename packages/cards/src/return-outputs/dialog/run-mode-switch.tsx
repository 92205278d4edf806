import { Button, Dialog, Notice, Switch } from '@hookwright/ui'
import { useState } from 'react'
import { nameOfGroup } from '../../view/fields-editor/group-draft.ts'
import { warnOfSameRecords } from '../draft-warnings.ts'
import {
  keepFirstGroup,
  mergeGroups,
  type OutputsDraft,
  switchRunModeBack,
  switchRunModeOn
} from '../outputs-draft.ts'

const quoted = (names: string[]): string => names.map(name => `“${name}”`).join(', ')

const counted = (count: number): string => (count === 1 ? '1 field' : `${count} fields`)

/**
 * Dialog that asks to merge several output groups or to keep only the first, since Run mode allows only one.
 */
const OneGroupDialog = ({
  draft,
  open,
  onDraft,
  onClose
}: {
  draft: OutputsDraft
  open: boolean
  onDraft: (draft: OutputsDraft) => void
  onClose: () => void
}) => {
  const names = draft.groups.map(group => nameOfGroup(draft.groups, group))
  const [first = '', ...others] = names
  const lost = draft.groups.slice(1).reduce((sum, group) => sum + group.fields.length, 0)
  const choose = (next: OutputsDraft): void => {
    onDraft(next)
    onClose()
  }
  return (
    <Dialog
      open={open}
      onOpenChange={next => !next && onClose()}
      title="Run mode has one group"
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button onClick={() => choose(keepFirstGroup(draft))}>Keep first group</Button>
          <Button look="primary" onClick={() => choose(mergeGroups(draft))}>
            Merge into one group
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-2 text-body text-ink-2">
        <p className="m-0">
          With Run mode the event returns one list of records, and one group defines its fields. There are{' '}
          {names.length} groups now: {quoted(names)}.
        </p>
        <p className="m-0">
          <strong className="font-medium text-ink">Merge into one group</strong> puts the fields of{' '}
          {quoted(others)} into “{first}”. If two fields have the same label, the second is prefixed with its
          group name.
        </p>
        <p className="m-0">
          <strong className="font-medium text-ink">Keep first group</strong> keeps “{first}” and removes{' '}
          {quoted(others)} with {counted(lost)}.
        </p>
      </div>
    </Dialog>
  )
}

/**
 * Switch for Run mode, which allows only one output group. If there are several, a dialog asks to merge them
 * or keep only the first.
 */
export const RunModeSwitch = ({
  draft,
  card,
  dropped,
  onDraft
}: {
  draft: OutputsDraft
  card: string
  /** Labels of the outputs that lost their mapping when Run mode was switched off. */
  dropped: string[]
  onDraft: (draft: OutputsDraft) => void
}) => {
  const [asking, setAsking] = useState(false)
  const [switched, setSwitched] = useState<{ before: OutputsDraft; after: OutputsDraft } | null>(null)
  const turn = (on: boolean): void => {
    if (!on) onDraft(switchRunModeBack(draft, card, switched))
    else if (draft.groups.length > 1) setAsking(true)
    else onDraft(switchRunModeOn(draft))
  }
  const same = warnOfSameRecords(draft, card)
  return (
    <div className="flex flex-col gap-2">
      <Switch
        label="Enable Run mode"
        description="The payload is a list of records: the event returns one list, and users choose whether their flow runs for each record or for the whole list. Turning on Run mode adds the List input."
        checked={draft.runMode}
        onCheckedChange={turn}
      />
      {dropped.length > 0 && (
        <Notice tone="warn">
          Without Run mode there are no records, so these mappings will be removed: {quoted(dropped)}.
        </Notice>
      )}
      {same !== null && <Notice tone="warn">{same}</Notice>}
      <OneGroupDialog
        draft={draft}
        open={asking}
        onDraft={after => {
          setSwitched({ before: draft, after })
          onDraft(after)
        }}
        onClose={() => setAsking(false)}
      />
    </div>
  )
}
