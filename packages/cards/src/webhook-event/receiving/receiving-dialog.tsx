import { nameOfCard } from '@hookwright/engine'
import type { Receiving } from '@hookwright/model'
import { Button, Dialog, Tabs } from '@hookwright/ui'
import { useEffect, useMemo, useState } from 'react'
import type { DialogProps } from '../../face/dialog-props.ts'
import { ApplyButtons } from '../../fields-editor/apply-buttons.tsx'
import { DiscardQuestion } from '../../fields-editor/discard-question.tsx'
import { placeControl } from '../../fields-editor/place-control.tsx'
import { ProblemsFoot } from '../../fields-editor/problems-foot.tsx'
import { useWorkbench } from '../../workbench.ts'
import { FlawsContext, placeIdOf } from './flaws.ts'
import { PresetNotes } from './preset-notes.tsx'
import { PresetPicker } from './preset-picker.tsx'
import { losesReceiving, readReceiving } from './read-receiving.ts'
import { blankScheme, fitRules } from './receiving-draft.ts'
import { type PartName, partAt, receivingTabs } from './receiving-tabs.tsx'
import { flawsOfRules } from './rule-flaws.ts'
import { receivingPlace } from './rule-problems.ts'
import type { StartingRules } from './starting-rules.ts'
import { nothingTried } from './tester/tester-part.tsx'

const unread = {
  id: null,
  say: 'The rules of this card cannot be read, and applying would lose them; cancel, and undo the change that brought them.'
}

/** The nearest control to a place that is drawn: its own, that of the part around it, or the tab of both. */
const controlNear = (at: string): HTMLElement | null => {
  const names = at.split('.')
  for (let length = names.length; length > 0; length--) {
    const control = placeControl(placeIdOf(names.slice(0, length).join('.')))
    if (control !== null) return control
  }
  return document.querySelector<HTMLElement>('[role=dialog] [role=tab][aria-selected=true]')
}

/** Sets up how the Event URLs of a card treat a request: who may send, what is answered, what runs. */
export const ReceivingDialog = ({ card, spec, at }: DialogProps) => {
  const bench = useWorkbench()
  const fields = bench.useConnectionFields()
  const [begun] = useState(() => readReceiving(card))
  const [draft, setDraft] = useState(begun)
  const [preset, setPreset] = useState<StartingRules | null>(null)
  const [isChoosing, setChoosing] = useState(card.config.receiving === undefined)
  const [part, setPart] = useState<PartName>(() =>
    at === undefined ? 'verification' : partAt(receivingPlace(at))
  )
  const [wanted, setWanted] = useState<{ at: string } | null>(
    at === undefined ? null : { at: receivingPlace(at) }
  )
  const [tried, setTried] = useState(nothingTried)
  const [leaving, setLeaving] = useState(false)
  const isUnread = losesReceiving(card)
  const flaws = useMemo(() => (isChoosing ? [] : flawsOfRules(draft, fields)), [isChoosing, draft, fields])
  // Of several sentences about one place the first is shown there.
  const shown = useMemo(() => new Map(flaws.toReversed().map(flaw => [flaw.at, flaw.message])), [flaws])
  const stopping = flaws.find(({ stops }) => stops)

  useEffect(() => {
    if (wanted !== null) controlNear(wanted.at)?.focus()
  }, [wanted])

  const goTo = (place: string): void => {
    setPart(partAt(place))
    setWanted({ at: place })
  }
  const take = (next: Receiving, chosen: StartingRules | null): void => {
    setDraft(next)
    setPreset(chosen)
    setChoosing(false)
    goTo('verify.0.algorithm')
  }
  const leave = (): void => {
    if (draft === begun) bench.closeDialog()
    else setLeaving(true)
  }
  const apply = (): void => {
    if (stopping !== undefined) {
      goTo(stopping.at)
      return
    }
    if (isUnread || isChoosing) return
    if (draft !== begun)
      bench.change('set up verification', {
        kind: 'configure',
        card: card.id,
        config: { ...card.config, receiving: draft }
      })
    bench.closeDialog()
  }

  return (
    <Dialog
      open
      onOpenChange={next => !next && leave()}
      title={`Receiving – ${nameOfCard(card, spec)}`}
      size="w-240 h-170 max-md:h-full max-md:rounded-none"
      bare
      onApply={apply}
      foot={
        <>
          <ProblemsFoot
            problems={[
              ...(isUnread ? [unread] : []),
              ...flaws.map(flaw => ({ id: placeIdOf(flaw.at), say: flaw.message }))
            ]}
            onJump={id => {
              const flaw = flaws.find(each => placeIdOf(each.at) === id)
              if (flaw !== undefined) goTo(flaw.at)
            }}
          />
          {!isChoosing && (
            <Button look="quiet" onClick={() => setChoosing(true)}>
              Start from a service…
            </Button>
          )}
          <ApplyButtons
            isBlocked={isUnread || isChoosing || stopping !== undefined}
            onCancel={bench.closeDialog}
            onApply={apply}
          />
        </>
      }
    >
      {isChoosing ? (
        <div className="flex h-full min-h-0 flex-col">
          <PresetPicker
            onPreset={chosen => take(fitRules(chosen.receiving, fields), chosen)}
            onByHand={() =>
              draft.verify.length > 0
                ? setChoosing(false)
                : take({ ...draft, verify: [blankScheme(bench.newId())] }, null)
            }
          />
        </div>
      ) : (
        <FlawsContext value={shown}>
          <div className="flex h-full min-h-0 flex-col">
            {preset !== null && part === 'verification' && (
              <div className="max-h-40 shrink-0 overflow-y-auto px-5 pb-2 max-md:max-h-64">
                <PresetNotes {...preset} />
              </div>
            )}
            <Tabs
              label="Parts of the rules"
              tabs={receivingTabs(
                {
                  receiving: draft,
                  onReceiving: changed => setDraft(before => ({ ...before, ...changed }))
                },
                flaws,
                { tried, onTried: setTried }
              )}
              value={part}
              onValueChange={setPart}
              panelClass="min-h-0 grow overflow-y-auto"
            />
          </div>
        </FlawsContext>
      )}
      <DiscardQuestion
        what="the rules"
        open={leaving}
        onStay={() => setLeaving(false)}
        onDiscard={bench.closeDialog}
      />
    </Dialog>
  )
}
