import type { EventSignature } from '@hookwright/engine'
import type { FieldId, Json } from '@hookwright/model'
import { AlertDialog, Button, Dialog, Menu, SortableList } from '@hookwright/ui'
import { Braces, Inbox, Plus } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { DialogProps } from '../../face/dialog-props.ts'
import { labelControlId } from '../../fields-editor/label-control.ts'
import { placeControl } from '../../fields-editor/place-control.tsx'
import { ProblemsFoot } from '../../fields-editor/problems-foot.tsx'
import { useJump } from '../../fields-editor/use-jump.tsx'
import { type Sample, useWorkbench } from '../../workbench.ts'
import { acceptProposal } from '../accept-proposal.ts'
import { applyOutputs, removedOutputs } from '../apply-outputs.ts'
import { outputValues } from '../output-values.ts'
import {
  addGroup,
  addOutput,
  changeOutput,
  fieldsOf,
  flawsOf,
  LIST,
  listFlaws,
  moveGroup,
  moveOutput,
  nameGroup,
  type OutputsDraft,
  outputsDraftOf,
  removeGroup,
  removeOutput
} from '../outputs-draft.ts'
import type { Proposal } from '../outputs-from-sample.ts'
import { readOutputs } from '../read-config.ts'
import { restoreOutputs } from '../restore-outputs.ts'
import { GroupPane, groupControlId, nameOfGroup } from './group-pane.tsx'
import { OutputsPreview } from './outputs-preview.tsx'
import { RemovedNotice } from './removed-notice.tsx'
import { RunModeSwitch } from './run-mode-switch.tsx'
import { SampleDialog } from './sample-dialog.tsx'

const unknownEvent: EventSignature = {
  id: 'event',
  name: null,
  kind: 'webhook-event',
  options: [],
  inputs: [],
  outputs: [],
  runMode: false,
  connectorName: '',
  needsConnection: false
}

const MOST_GROUPS = 50

/** Why no group can be added now; null where one can. */
const whyFull = (draft: OutputsDraft): string | null => {
  if (draft.runMode && draft.groups.length > 0) return 'With Run mode there is exactly one group.'
  return draft.groups.length >= MOST_GROUPS ? `An event has at most ${MOST_GROUPS} groups.` : null
}

/** Sets up what an event returns: outputs in groups, and whether they come as a list of records. */
export const OutputsDialog = ({ card }: DialogProps) => {
  const bench = useWorkbench()
  const event = bench.useEvent() ?? unknownEvent
  const start = bench.useStart() ?? ''
  const samples = bench.useSamples()
  const config = useMemo(() => readOutputs(card.config), [card.config])
  const uses = bench.useFieldUses(
    useMemo(() => config.groups.flatMap(group => group.fields.map(field => field.id)), [config])
  )
  const [begun] = useState(() => outputsDraftOf(config, card.inputs))
  const [draft, setDraft] = useState(begun)
  const [named, setNamed] = useState<ReadonlySet<FieldId>>(
    () => new Set(begun.groups.flatMap(group => [group.id, ...group.fields.map(field => field.id)]))
  )
  const [taking, setTaking] = useState<{ sample: Sample | null } | null>(null)
  const [sampleId, setSampleId] = useState<string | null>(null)
  const [leaving, setLeaving] = useState(false)
  const addButton = useRef<HTMLButtonElement>(null)
  const addedGroup = useRef<FieldId | null>(null)
  const jump = useJump()

  useEffect(() => {
    if (addedGroup.current === null || !draft.groups.some(group => group.id === addedGroup.current)) return
    placeControl(groupControlId(addedGroup.current))?.focus()
    addedGroup.current = null
  }, [draft.groups])

  const ends = { start, card: card.id }
  const sample = samples.find(each => each.id === sampleId) ?? samples[0] ?? null
  const records = sample === null ? [] : outputValues(draft, ends, sample.values)
  const flaws = flawsOf(draft)
  const listed = listFlaws(draft, flaws)
  const isGroup = (id: FieldId): boolean => draft.groups.some(group => group.id === id)
  const problems = listed.map(({ id, flaw }) => ({
    id: isGroup(id) ? groupControlId(id) : labelControlId(id),
    say: flaw
  }))
  // What was never typed is not called wrong at its place; the list of problems names it.
  const shownFlaws = {
    groups: Object.fromEntries(Object.entries(flaws.groups).filter(([id]) => named.has(id))),
    fields: Object.fromEntries(Object.entries(flaws.fields).filter(([id]) => named.has(id)))
  }
  const removed = removedOutputs(card, config, draft)
  const dropped =
    begun.runMode && !draft.runMode
      ? [
          ...(Object.hasOwn(begun.inputs, LIST) ? ['List of records'] : []),
          ...fieldsOf(draft)
            .filter(({ id }) => Object.hasOwn(begun.inputs, id) && !Object.hasOwn(draft.inputs, id))
            .map(({ label }) => label)
        ]
      : []
  const full = whyFull(draft)

  const name = (id: FieldId): void => setNamed(before => new Set(before).add(id))
  const add = (): void => {
    if (full !== null) return
    const id = bench.newId()
    addedGroup.current = id
    setDraft(addOutput(addGroup(draft, id), id, bench.newId()))
  }
  const take = (proposal: Proposal, chosen: ReadonlySet<string>, pasted: Json | null): void => {
    setDraft(acceptProposal(draft, { proposal, chosen, ends, newId: bench.newId }))
    if (pasted !== null) setSampleId(bench.keepSample(pasted))
    else if (taking?.sample) setSampleId(taking.sample.id)
  }
  const leave = (): void => {
    if (draft === begun) bench.closeDialog()
    else setLeaving(true)
  }
  const apply = (): void => {
    const [first] = problems
    if (first !== undefined) {
      jump(first.id)
      return
    }
    if (draft !== begun)
      bench.change('change the outputs', { kind: 'all', edits: applyOutputs(card, config, draft) })
    bench.closeDialog()
  }

  return (
    <Dialog
      open
      onOpenChange={open => !open && leave()}
      title="Return Outputs"
      size="w-260 h-170 max-md:h-full max-md:rounded-none"
      bare
      onApply={apply}
      foot={
        <>
          <RemovedNotice
            removed={removed}
            uses={uses}
            onPutBack={() => setDraft(restoreOutputs(draft, config, card.inputs))}
          />
          <ProblemsFoot problems={problems} onJump={jump} />
          <Button onClick={bench.closeDialog}>Cancel</Button>
          <Button
            look="primary"
            disabled={problems.length > 0}
            aria-keyshortcuts="Control+Enter"
            onClick={apply}
          >
            Apply
          </Button>
        </>
      }
    >
      <div className="md:grid md:h-full md:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-4 px-5 pt-1 pb-5 md:overflow-y-auto">
          <div className="flex flex-wrap gap-2">
            <Button
              size="card"
              icon={<Braces aria-hidden className="size-4" />}
              onClick={() => setTaking({ sample: null })}
            >
              From sample JSON
            </Button>
            <Menu
              align="start"
              groups={[
                samples.map(each => ({
                  id: each.id,
                  label: each.name,
                  run: () => setTaking({ sample: each })
                }))
              ]}
              trigger={
                <Button
                  size="card"
                  icon={<Inbox aria-hidden className="size-4" />}
                  disabled={samples.length === 0}
                  title={samples.length === 0 ? 'No delivery of this event is kept yet.' : undefined}
                >
                  From a received delivery
                </Button>
              }
            />
          </div>
          <RunModeSwitch draft={draft} card={card.id} dropped={dropped} onDraft={setDraft} />
          {draft.groups.length === 0 && (
            <p className="m-0 text-body text-ink-2">
              Outputs are what users get from this event, in groups. Add a group and name its fields, or take
              them from a sample.
            </p>
          )}
          <SortableList
            items={draft.groups}
            label="Output groups"
            nameOf={group => nameOfGroup(draft.groups, group)}
            onMove={(id, to) => setDraft(moveGroup(draft, id, to))}
            className="flex flex-col gap-3 empty:hidden"
          >
            {(group, grip) => (
              <GroupPane
                group={group}
                groups={draft.groups}
                grip={grip}
                flaws={shownFlaws}
                onName={text => {
                  name(group.id)
                  setDraft(nameGroup(draft, group.id, text))
                }}
                onRemove={() => {
                  setDraft(removeGroup(draft, group.id))
                  addButton.current?.focus()
                }}
                onAddField={() => {
                  const id = bench.newId()
                  setDraft(addOutput(draft, group.id, id))
                  return id
                }}
                onField={(id, part) => {
                  if (part.label !== undefined) name(id)
                  setDraft(changeOutput(draft, id, part))
                }}
                onMoveField={(id, to, index) => setDraft(moveOutput(draft, id, to, index))}
                onRemoveField={id => setDraft(removeOutput(draft, id))}
              />
            )}
          </SortableList>
          <div className="flex items-center gap-3">
            <Button
              ref={addButton}
              icon={<Plus aria-hidden className="size-4" />}
              aria-disabled={full !== null || undefined}
              aria-describedby={full === null ? undefined : 'why-no-group'}
              className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
              onClick={add}
            >
              Add group
            </Button>
            {full !== null && (
              <span id="why-no-group" className="text-small text-ink-3">
                {full}
              </span>
            )}
          </div>
        </div>
        <OutputsPreview
          event={event}
          draft={draft}
          sample={sample}
          samples={samples}
          records={records}
          onSample={setSampleId}
          className="md:overflow-y-auto"
        />
      </div>
      {taking !== null && (
        <SampleDialog draft={draft} sample={taking.sample} onTake={take} onClose={() => setTaking(null)} />
      )}
      <AlertDialog
        open={leaving}
        onOpenChange={next => !next && setLeaving(false)}
        title="Discard your changes to the outputs?"
        confirm="Discard"
        onConfirm={bench.closeDialog}
      >
        What you changed here is not applied yet, so it would be lost.
      </AlertDialog>
    </Dialog>
  )
}
