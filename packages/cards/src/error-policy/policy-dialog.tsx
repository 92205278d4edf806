import { nameOfCard } from '@hookwright/engine'
import { ERROR_POLICY } from '@hookwright/model'
import { Dialog, RadioGroup, TextField } from '@hookwright/ui'
import { useMemo, useState } from 'react'
import type { DialogProps } from '../view/card-view.ts'
import { ApplyButtons } from '../view/fields-editor/apply-buttons.tsx'
import { DiscardQuestion } from '../view/fields-editor/discard-question.tsx'
import { useDiscardGuard } from '../view/use-discard-guard.ts'
import { useWorkbench } from '../view/workbench.ts'
import { ErrorFlowFields } from './error-flow-fields.tsx'
import { ErrorValues } from './error-values.tsx'
import {
  hasNoErrors,
  ownOutputs,
  type PolicyDraft,
  policyDraftOf,
  policyOf,
  validatePolicy
} from './policy-draft.ts'
import { readPolicy } from './policy-rows.ts'
import { RetryFields } from './retry-fields.tsx'

const ends = [
  { value: 'stop', label: 'Stop the flow' },
  { value: 'continue', label: 'Continue with values' },
  { value: 'helper', label: 'Run a helper flow' }
] as const

/** Dialog for the error policy and the time limit of a card. */
export const PolicyDialog = ({ card, spec }: DialogProps) => {
  const bench = useWorkbench()
  const catalog = bench.useCatalog()
  const [begun] = useState(() => policyDraftOf(readPolicy(spec, card)))
  const [draft, setDraft] = useState(begun)
  const outputs = useMemo(
    () => ownOutputs(spec.ports(card.config, catalog)?.outputs ?? []),
    [spec, card.config, catalog]
  )
  const errors = validatePolicy(draft, outputs)
  const isChanged = draft !== begun
  const isBlocked = !hasNoErrors(errors)
  const leaving = useDiscardGuard(isChanged)
  const name = nameOfCard(card, spec)
  const change = (part: Partial<PolicyDraft>): void => setDraft({ ...draft, ...part })

  const apply = (): void => {
    if (isBlocked) return
    const { [ERROR_POLICY]: _, ...others } = card.config
    const policy = policyOf(draft, outputs)
    const config =
      policy === null ? others : { ...others, [ERROR_POLICY]: JSON.parse(JSON.stringify(policy)) }
    if (isChanged)
      bench.change(`change the error handling of “${name}”`, { kind: 'configure', card: card.id, config })
    bench.closeDialog()
  }

  return (
    <Dialog
      open
      onOpenChange={open => !open && leaving.leave()}
      title={`Error handling – ${name}`}
      size="w-140 max-h-full"
      onApply={apply}
      foot={<ApplyButtons isBlocked={isBlocked} onCancel={leaving.leave} onApply={apply} />}
    >
      <div className="flex flex-col gap-5">
        <RetryFields draft={draft} errors={errors} onChange={change} />
        <RadioGroup
          label={draft.retries ? 'After the last retry' : 'After an error'}
          choices={ends}
          value={draft.after}
          onValueChange={after => change({ after })}
        />
        {draft.after === 'continue' && (
          <ErrorValues outputs={outputs} draft={draft} errors={errors} onChange={change} />
        )}
        {draft.after === 'helper' && (
          <ErrorFlowFields name={name} outputs={outputs} draft={draft} errors={errors} onChange={change} />
        )}
        <TextField
          label="Time limit in seconds"
          description="The card fails if it runs longer. Time that the run spends waiting does not count. Leave the field empty for no limit."
          inputMode="numeric"
          value={draft.limit}
          error={errors.limit}
          className="max-w-80"
          onValueChange={limit => change({ limit })}
        />
      </div>
      <DiscardQuestion
        what="the error handling"
        open={leaving.asks}
        onStay={leaving.stay}
        onDiscard={bench.closeDialog}
      />
    </Dialog>
  )
}
