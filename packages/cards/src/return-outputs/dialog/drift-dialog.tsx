import { Button, Dialog } from '@hookwright/ui'
import { useState } from 'react'
import type { DialogProps } from '../../view/card-view.ts'
import { RemovedNotice } from '../../view/fields-editor/removed-notice.tsx'
import { type DriftView, type EventDrift, useWorkbench } from '../../view/workbench.ts'
import { applyOutputs, removedOutputs } from '../apply-outputs.ts'
import { formatDriftStep } from '../drift/drift-step.ts'
import { takeDriftSteps } from '../drift/take-drift-steps.ts'
import { type DriftStates, useDriftStates } from '../drift/use-drift-states.ts'
import { readOutputs } from '../read-config.ts'
import { DriftRow, IgnoreButton } from './drift-row.tsx'

const counted = (count: number): string => (count === 1 ? '1 change' : `${count} changes`)

const lookedAt = ({ looked, versionNumber }: EventDrift, since: string): string =>
  `${looked === 1 ? '1 delivery was' : `${looked} deliveries were`} checked against version ${versionNumber} since ${since}.`

/** Lists differences for information only, under a heading. Renders nothing if there are none. */
const ToldList = ({ title, drift, told }: { title: string; drift: EventDrift; told: DriftView[] }) =>
  told.length === 0 ? null : (
    <section aria-label={title} className="flex flex-col gap-2">
      <h3 className="m-0 text-small font-semibold text-ink-3">{title}</h3>
      <ul className="m-0 list-none p-0">
        {told.map(finding => (
          <DriftRow key={finding.key} drift={drift} finding={finding} tick={null}>
            <IgnoreButton drift={drift} finding={finding} />
          </DriftRow>
        ))}
      </ul>
    </section>
  )

/**
 * Hook for the checkboxes of the differences that a change to the card can resolve. Initially, all are
 * checked.
 */
const useTicked = (open: DriftStates['open']) => {
  const [unticked, setUnticked] = useState<ReadonlySet<string>>(new Set())
  return {
    ticked: open.filter(({ finding }) => !unticked.has(finding.key)).map(({ finding }) => finding),
    tick: (keys: readonly string[], on: boolean): void =>
      setUnticked(before => {
        const next = new Set(before)
        for (const key of keys) {
          if (on) next.delete(key)
          else next.add(key)
        }
        return next
      })
  }
}

const Content = ({ card, standings }: Pick<DialogProps, 'card'> & { standings: DriftStates }) => {
  const bench = useWorkbench()
  const { drift, draft, ends, open, told, ignored } = standings
  const { ticked, tick } = useTicked(open)
  const config = readOutputs(card.config)
  const next = takeDriftSteps(draft, ticked, { ends, newId: bench.newId })
  const removed = removedOutputs(card, config, next)
  const uses = bench.useFieldUses(
    'outputs',
    removed.map(({ id }) => id)
  )
  const isRemoval = ({ finding }: DriftStates['open'][number]): boolean =>
    removed.some(({ id }) => id === finding.output?.id)
  const update = (): void => {
    if (ticked.length === 0) return
    bench.change('take over what arrives', { kind: 'all', edits: applyOutputs(card, config, next) })
    bench.closeDialog()
  }
  return (
    <Dialog
      open
      onOpenChange={isOpen => !isOpen && bench.closeDialog()}
      title="Received data and declared outputs"
      description={lookedAt(drift, bench.sayTime(drift.since))}
      size="w-180 max-h-170 max-md:h-full max-md:rounded-none"
      onApply={update}
      foot={
        <>
          <RemovedNotice
            removed={removed}
            uses={uses}
            harm="breaks"
            onPutBack={() =>
              tick(
                open.filter(isRemoval).map(({ finding }) => finding.key),
                false
              )
            }
          />
          <Button onClick={bench.closeDialog}>Cancel</Button>
          <Button look="primary" disabled={ticked.length === 0} onClick={update}>
            {ticked.length === 0 ? 'Update the draft' : `Update the draft: ${counted(ticked.length)}`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {open.length === 0 ? (
          <p className="m-0 text-body text-ink-2">
            Nothing to update: received data matches this draft, or the differences are ignored.
          </p>
        ) : (
          <ul aria-label="Suggested changes" className="m-0 list-none p-0">
            {open.map(({ finding, step }) => (
              <DriftRow
                key={finding.key}
                drift={drift}
                finding={finding}
                tick={{
                  label: formatDriftStep(step),
                  checked: ticked.includes(finding),
                  onChecked: on => tick([finding.key], on)
                }}
              >
                <IgnoreButton drift={drift} finding={finding} />
              </DriftRow>
            ))}
          </ul>
        )}
        <ToldList title="Other differences" drift={drift} told={told} />
        <ToldList title="Ignored" drift={drift} told={ignored} />
        {drift.leftOut > 0 && (
          <p className="m-0 text-small text-ink-3">
            {drift.leftOut === 1 ? '1 more received value has' : `${drift.leftOut} more received values have`}{' '}
            no output. To add them, select Edit beside “Outputs” and choose “From a received delivery”.
          </p>
        )}
      </div>
    </Dialog>
  )
}

/**
 * Dialog that shows differences between received and declared data. One click applies the changes to the
 * draft.
 */
export const DriftDialog = ({ card }: DialogProps) => {
  const bench = useWorkbench()
  const standings = useDriftStates(card)
  if (standings !== null) return <Content card={card} standings={standings} />
  return (
    <Dialog
      open
      onOpenChange={isOpen => !isOpen && bench.closeDialog()}
      title="Received data and declared outputs"
      foot={<Button onClick={bench.closeDialog}>Close</Button>}
    >
      <p className="m-0 text-body text-ink-2">
        No deliveries of this event have been checked yet. Differences appear here after a delivery has
        started a run.
      </p>
    </Dialog>
  )
}
