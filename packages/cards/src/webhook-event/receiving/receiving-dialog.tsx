import { nameOfCard } from '@hookwright/engine'
import { AlertDialog, Button, Dialog, Notice, Tabs } from '@hookwright/ui'
import { useState } from 'react'
import type { DialogProps } from '../../view/card-view.ts'
import { ApplyButtons } from '../../view/fields-editor/apply-buttons.tsx'
import { DiscardQuestion } from '../../view/fields-editor/discard-question.tsx'
import { ProblemsFoot } from '../../view/fields-editor/problems-foot.tsx'
import { useDiscardGuard } from '../../view/use-discard-guard.ts'
import { useWorkbench } from '../../view/workbench.ts'
import { PresetPicker } from './preset-picker.tsx'
import { blankScheme, fitRules, holdsOwnRules } from './receiving-draft.ts'
import { receivingTabs } from './receiving-tabs.tsx'
import { RuleErrorsContext } from './rule-errors-context.ts'
import type { StartingRules } from './starting-rules.ts'
import { emptyTesterInput, type TesterInput } from './tester/tester-part.tsx'
import { useReceivingDraft } from './use-receiving-draft.tsx'

/** Dialog that asks whether to replace edited rules with a preset. Closed while `of` is null. */
const ReplaceQuestion = ({
  of,
  onReplace,
  onClose
}: {
  of: StartingRules | null
  onReplace: (start: StartingRules) => void
  onClose: () => void
}) => (
  <AlertDialog
    open={of !== null}
    onOpenChange={next => !next && onClose()}
    title={
      of?.is === 'shape'
        ? `Replace the rules with “${of.name}”?`
        : `Replace the rules with those of ${of?.name ?? ''}?`
    }
    confirm="Replace"
    onConfirm={() => {
      onClose()
      if (of !== null) onReplace(of)
    }}
  >
    This replaces the rules in all parts of this form. Your changes to them would be lost.
  </AlertDialog>
)

/** Notes about the chosen preset. */
const PresetNotes = ({ is, name, known, notes, renewal }: StartingRules) => (
  <Notice tone="info">
    {is === 'shape' ? (
      <p className="m-0">
        These are the rules for “{name}”. Enter the names of headers and fields that the service uses, and
        choose the source of the key.
      </p>
    ) : known === null ? (
      <p className="m-0">These rules for {name} are included with Hookwright.</p>
    ) : (
      <p className="m-0">
        These rules for {name} follow{' '}
        <a href={known.source} target="_blank" rel="noreferrer" className="text-accent-text underline">
          its documentation
        </a>
        . Choose the connection fields that contain the keys.
      </p>
    )}
    {(notes.length > 0 || renewal !== null) && (
      <ul className="mt-1 mb-0 list-disc pl-5">
        {[...notes, ...(renewal === null ? [] : [renewal])].map(note => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    )}
  </Notice>
)

type Rules = ReturnType<typeof useReceivingDraft>

/**
 * First step of the dialog: the preset picker. Asks for confirmation before a preset replaces edited rules.
 */
const Beginning = ({ rules }: { rules: Rules }) => {
  const { newId } = useWorkbench()
  const { draft, fields, setChoosing, take } = rules
  const [asked, setAsked] = useState<StartingRules | null>(null)
  const begin = (chosen: StartingRules): void => take(fitRules(chosen.receiving, fields), chosen)
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PresetPicker
        onPreset={(chosen, among) => {
          if (holdsOwnRules(draft, among, fields)) setAsked(chosen)
          else begin(chosen)
        }}
        onByHand={() =>
          draft.verify.length > 0
            ? setChoosing(false)
            : take({ ...draft, verify: [blankScheme(newId())] }, null)
        }
      />
      <ReplaceQuestion of={asked} onReplace={begin} onClose={() => setAsked(null)} />
    </div>
  )
}

/** Second step of the dialog: the rules, in tabs. */
const Parts = ({
  rules,
  ...tester
}: {
  rules: Rules
  tried: TesterInput
  onTried: (tried: TesterInput) => void
}) => {
  const { draft, change, preset, part, show, errors, shownErrors, leave } = rules
  return (
    <RuleErrorsContext value={shownErrors}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only watches where the focus goes. */}
      <div
        className="flex h-full min-h-0 flex-col"
        onBlur={({ target, relatedTarget }) => leave(target, relatedTarget as Element | null)}
      >
        {preset !== null && part === 'verification' && (
          <div className="max-h-40 shrink-0 overflow-y-auto px-5 pb-2 max-md:max-h-64">
            <PresetNotes {...preset} />
          </div>
        )}
        <Tabs
          label="Parts of the rules"
          tabs={receivingTabs({ receiving: draft, onReceiving: change }, errors, tester)}
          value={part}
          onValueChange={show}
          panelClass="min-h-0 grow overflow-y-auto"
        />
      </div>
    </RuleErrorsContext>
  )
}

/** Dialog for the receiving rules of a card: verification, responses and runs. */
export const ReceivingDialog = ({ card, spec, at }: DialogProps) => {
  const bench = useWorkbench()
  const rules = useReceivingDraft(card, at)
  const [tried, setTried] = useState(emptyTesterInput)
  const leaving = useDiscardGuard(rules.isChanged)

  const apply = (): void => {
    if (rules.stopping !== undefined) {
      rules.goTo(rules.stopping.at)
      return
    }
    if (rules.isBlocked) return
    if (rules.isChanged)
      bench.change('set up verification', {
        kind: 'configure',
        card: card.id,
        config: { ...card.config, receiving: rules.draft }
      })
    bench.closeDialog()
  }

  return (
    <Dialog
      open
      onOpenChange={next => !next && leaving.leave()}
      title={`Receiving – ${nameOfCard(card, spec)}`}
      size="w-240 h-170 max-md:h-full max-md:rounded-none"
      bare
      onApply={apply}
      foot={
        <>
          <ProblemsFoot problems={rules.problems} onJump={rules.jump} />
          {!rules.isChoosing && (
            <Button look="quiet" onClick={() => rules.setChoosing(true)}>
              Start from a service…
            </Button>
          )}
          <ApplyButtons isBlocked={rules.isBlocked} onCancel={bench.closeDialog} onApply={apply} />
        </>
      }
    >
      {rules.isChoosing ? (
        <Beginning rules={rules} />
      ) : (
        <Parts rules={rules} tried={tried} onTried={setTried} />
      )}
      <DiscardQuestion
        what="the rules"
        open={leaving.asks}
        onStay={leaving.stay}
        onDiscard={bench.closeDialog}
      />
    </Dialog>
  )
}
