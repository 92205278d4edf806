import type { Json } from '@hookwright/model'
import { Button, Dialog, Notice } from '@hookwright/ui'
import { useMemo, useRef, useState } from 'react'
import { unknownEvent } from '../../connector-event/fresh-event-card.ts'
import type { DialogProps } from '../../view/card-view.ts'
import { ApplyButtons } from '../../view/fields-editor/apply-buttons.tsx'
import { DiscardQuestion } from '../../view/fields-editor/discard-question.tsx'
import { labelControlId } from '../../view/fields-editor/label-control.ts'
import { useJump } from '../../view/fields-editor/place-control.tsx'
import { ProblemsFoot } from '../../view/fields-editor/problems-foot.tsx'
import { RemovedNotice } from '../../view/fields-editor/removed-notice.tsx'
import { useDiscardGuard } from '../../view/use-discard-guard.ts'
import { type Sample, useWorkbench } from '../../view/workbench.ts'
import { acceptProposal } from '../accept-proposal.ts'
import { applyOutputs, outputKeysOf } from '../apply-outputs.ts'
import { warnOfEmpty } from '../draft-warnings.ts'
import { outputValues } from '../output-values.ts'
import {
  confirmTypes,
  fieldsOf,
  guessedOutputs,
  type OutputsDraft,
  switchRunModeOff
} from '../outputs-draft.ts'
import type { Proposal } from '../outputs-from-samples.ts'
import type { MappingEnds } from '../proposed-output.ts'
import { restoreOutputs } from '../restore-outputs.ts'
import { pathsInSample, sourceOfPaths } from '../sample-paths.ts'
import { unfitOutputs } from '../unfit-outputs.ts'
import { convertUnixTime, unixTimeOutputs } from '../unix-time.ts'
import { OutputsPreview } from './outputs-preview.tsx'
import { OutputsTable } from './outputs-table.tsx'
import { RunModeSwitch } from './run-mode-switch.tsx'
import { ResponseButtons, SampleButtons } from './sample-buttons.tsx'
import { SampleDialog } from './sample-dialog.tsx'
import { useOutputsDraft } from './use-outputs-draft.tsx'

/**
 * State of the samples in the dialog: all samples, the one shown, and those from which outputs are being
 * proposed.
 */
interface ShownSample {
  samples: Sample[]
  /** Sample with the values to show; `null` if there is none. */
  sample: Sample | null
  show: (id: string) => void
  /** Id of a sample that was just received by listening. Its values are shown immediately. */
  heardId: string | null
  hear: (id: string) => void
  /**
   * Deliveries for which a proposal of outputs is open. Empty for a pasted body; `null` if no proposal is
   * open.
   */
  taking: readonly Sample[] | null
  take: (samples: readonly Sample[] | null) => void
  /**
   * Called after outputs were added from a proposal. Selects its sample; a pasted body is stored as a sample
   * first.
   */
  taken: (pasted: Json | null) => void
}

/** Hook for the selected sample and the open proposal. */
const useShownSample = (): ShownSample => {
  const bench = useWorkbench()
  const samples = bench.useSamples()
  const [sampleId, setSampleId] = useState<string | null>(null)
  const [heardId, setHeardId] = useState<string | null>(null)
  const [taking, setTaking] = useState<readonly Sample[] | null>(null)
  return {
    samples,
    sample: samples.find(each => each.id === sampleId) ?? samples[0] ?? null,
    show: setSampleId,
    heardId,
    hear: id => {
      setSampleId(id)
      setHeardId(id)
    },
    taking,
    take: setTaking,
    taken: pasted => {
      if (pasted !== null) setSampleId(bench.keepSample(pasted))
      else if (taking?.[0]) setSampleId(taking[0].id)
    }
  }
}

/**
 * Returns the chosen sample, followed by all other received deliveries. With more samples, fewer types of
 * outputs have to be guessed.
 */
const withReceived = (heard: Sample, samples: readonly Sample[]): Sample[] => [
  heard,
  ...samples.filter(({ id, pasted }) => id !== heard.id && pasted !== true)
]

/** Buttons that add outputs from samples. */
const SampleTools = ({
  samples,
  take,
  isListening,
  onListen
}: Pick<ShownSample, 'samples' | 'take'> & { isListening: boolean; onListen: () => void }) => {
  const bench = useWorkbench()
  const isAction = bench.useAction() !== null
  const isPolled = bench.useEvent()?.kind === 'polling-monitor'
  const source = bench.useSource()
  if (isAction || isPolled) return <ResponseButtons samples={samples} source={source} onTake={take} />
  return <SampleButtons samples={samples} onTake={take} isListening={isListening} onListen={onListen} />
}

/** Control that listens for a request. The received request becomes the sample. */
const ListenPart = ({ samples, sample, take, hear }: ShownSample) => {
  const bench = useWorkbench()
  return (
    <div className="rounded-m border border-line p-3">
      <bench.Listen onHeard={({ id }) => hear(id)}>
        <Button look="primary" onClick={() => sample && take(withReceived(sample, samples))}>
          Use as sample
        </Button>
      </bench.Listen>
    </div>
  )
}

/** Formats the size of a draft and its sample, such as “3 fields in 1 group · sample: Pasted sample”. */
const summaryOf = (draft: OutputsDraft, sample: Sample | null): string => {
  const fields = fieldsOf(draft).length
  const counted = `${fields === 1 ? '1 field' : `${fields} fields`} in ${draft.groups.length === 1 ? '1 group' : `${draft.groups.length} groups`}`
  return sample === null ? counted : `${counted} · sample: ${sample.name}`
}

/**
 * Dialog for the outputs of an event or action, in groups. For an event, Run mode makes them a list of
 * records.
 */
export const OutputsDialog = ({ card }: DialogProps) => {
  const bench = useWorkbench()
  const event = bench.useEvent() ?? unknownEvent
  const action = bench.useAction()
  const source = bench.useSource()
  const shown = useShownSample()
  const {
    config,
    draft,
    isChanged,
    setDraft,
    errors,
    nameTyped,
    problems,
    sourceErrors,
    blocking,
    removed,
    dropped
  } = useOutputsDraft(card)
  const uses = bench.useFieldUses(
    'outputs',
    removed.map(({ id }) => id)
  )
  const leaving = useDiscardGuard(isChanged)
  const addGroup = useRef<HTMLButtonElement>(null)
  const jump = useJump()
  const [isListening, setListening] = useState(false)

  const isAction = action !== null
  const ends = useMemo(
    (): MappingEnds => ({
      start: source?.card ?? '',
      card: card.id,
      ...(source !== null && { root: { field: source.field, label: source.label } }),
      ...(isAction && { single: true })
    }),
    [source, card.id, isAction]
  )
  const { samples, sample, taking } = shown
  const guessed = guessedOutputs(draft)
  const values = sample === null ? null : outputValues(draft, ends, sample.values)
  const paths = useMemo(
    () => (sample === null ? [] : pathsInSample(sourceOfPaths(draft, ends, sample.values))),
    [draft, ends, sample]
  )
  const unixTimes = sample === null ? [] : unixTimeOutputs(draft, ends, sample.values)
  const warnings = (values === null ? [] : unfitOutputs(fieldsOf(draft), values)).map(({ id, say }) => ({
    id: labelControlId(id),
    say
  }))

  const take = (proposal: Proposal, chosen: ReadonlySet<string>, pasted: Json | null): void => {
    setDraft(acceptProposal(draft, { proposal, chosen, ends, newId: bench.newId }))
    shown.taken(pasted)
  }
  const apply = (): void => {
    if (blocking.length > 0) {
      const place = blocking.find(({ id }) => id !== null)?.id
      if (place !== undefined && place !== null) jump(place)
      return
    }
    if (isChanged)
      bench.change('change the outputs', {
        kind: 'all',
        edits: applyOutputs(card, config, draft, (source?.index ?? 0) + 1)
      })
    bench.closeDialog()
  }

  return (
    <Dialog
      open
      onOpenChange={open => !open && leaving.leave()}
      title="Return Outputs"
      size="w-300 h-187 max-md:h-full max-md:rounded-none"
      bare
      tools={<SampleTools {...shown} isListening={isListening} onListen={() => setListening(!isListening)} />}
      {...(draft.groups.length === 0 && { initialFocus: addGroup })}
      onApply={apply}
      foot={
        <>
          <RemovedNotice
            removed={removed}
            uses={uses}
            harm="breaks"
            onPutBack={() => setDraft(restoreOutputs(draft, config, card.inputs))}
          />
          {problems.length + warnings.length === 0 && draft.groups.length > 0 && (
            <p className="m-0 mr-auto text-small text-ink-3 max-md:basis-full">{summaryOf(draft, sample)}</p>
          )}
          <ProblemsFoot problems={problems} warnings={warnings} onJump={jump} />
          <ApplyButtons isBlocked={blocking.length > 0} onCancel={bench.closeDialog} onApply={apply} />
        </>
      }
    >
      <div className="md:grid md:h-full md:grid-cols-[minmax(0,1fr)_23.5rem]">
        <div className="min-w-0 md:overflow-y-auto">
          <div className="flex flex-col gap-3 px-6 pt-1 pb-3 empty:hidden">
            {isListening && <ListenPart {...shown} />}
            {isAction
              ? draft.runMode && (
                  <Notice
                    tone="warn"
                    action={
                      <Button size="card" onClick={() => setDraft(switchRunModeOff(draft, card.id))}>
                        Turn off
                      </Button>
                    }
                  >
                    Run mode is on, but an action returns only one result. Turn Run mode off.
                  </Notice>
                )
              : event.kind !== 'polling-monitor' && (
                  <RunModeSwitch draft={draft} card={card.id} dropped={dropped} onDraft={setDraft} />
                )}
            {draft.groups.length === 0 && (
              <p className="m-0 text-body text-ink-2">
                Outputs are the values that users get from this {isAction ? 'action' : 'event'}, in groups.
                Add a group and name its fields, or take them from a sample.
              </p>
            )}
            {guessed.length > 1 && (
              <Notice
                tone="info"
                action={
                  <Button
                    size="card"
                    onClick={() => {
                      setDraft(confirmTypes(draft, new Set(guessed.map(({ id }) => id))))
                      addGroup.current?.focus()
                    }}
                  >
                    Confirm all
                  </Button>
                }
              >
                {guessed.length} types are guesses from too few samples, so these outputs accept any value.
              </Notice>
            )}
            {unixTimes.length > 1 && (
              <Notice
                tone="info"
                action={
                  <Button
                    size="card"
                    onClick={() => {
                      setDraft(
                        convertUnixTime(
                          draft,
                          unixTimes.map(({ id }) => id),
                          bench.newId
                        )
                      )
                      addGroup.current?.focus()
                    }}
                  >
                    Convert all
                  </Button>
                }
              >
                {unixTimes.length} outputs contain Unix time in this sample. “Convert all” inserts a card for
                each of them before Return Outputs, which converts it to Date & Time.
              </Notice>
            )}
          </div>
          <OutputsTable
            context={{
              ...{ draft, ends, errors, newId: bench.newId, onDraft: setDraft, onNamed: nameTyped },
              values: values?.records[0] ?? null,
              unixTimes: unixTimes.map(({ id }) => id),
              keys: outputKeysOf(draft, config),
              onJump: jump
            }}
            root={draft.runMode ? 'the record' : 'the payload'}
            paths={paths}
            addButton={addGroup}
            actionOptions={action === null ? null : action.options}
            sourceErrors={sourceErrors}
          />
        </div>
        <OutputsPreview
          event={event}
          action={action}
          draft={draft}
          sample={sample}
          samples={samples}
          heardId={shown.heardId}
          records={values?.records ?? []}
          why={values === null ? null : warnOfEmpty(draft, values)}
          onSample={shown.show}
          className="md:overflow-y-auto"
        />
      </div>
      {taking !== null && (
        <SampleDialog
          draft={draft}
          samples={taking}
          others={samples.filter(({ pasted }) => pasted !== true)}
          ends={ends}
          onTake={take}
          onClose={() => shown.take(null)}
        />
      )}
      <DiscardQuestion
        what="the outputs"
        open={leaving.asks}
        onStay={leaving.stay}
        onDiscard={bench.closeDialog}
      />
    </Dialog>
  )
}
