import { receivingLimits } from '@hookwright/model'
import { Notice } from '@hookwright/ui'
import { useWorkbench } from '../../view/workbench.ts'
import { blankScheme, withItem, withoutItem } from './receiving-draft.ts'
import { AddButton, RuleBox } from './rule-box.tsx'
import { SchemeForm } from './scheme-form.tsx'
import type { PartProps } from './use-receiving-draft.tsx'

/**
 * Line “Key 2 matched last, …” below a signature scheme. It shows the maker that another key is no longer
 * used and can be removed.
 */
const LastMatch = ({ scheme }: { scheme: string }) => {
  const bench = useWorkbench()
  const last = bench.useLastMatches()[scheme]
  return last === undefined ? null : (
    <p className="m-0 text-small text-ink-2">
      Last match: key {last.key + 1}, {bench.sayTime(last.at)}
    </p>
  )
}

/** Tab for the signature schemes. A request needs to satisfy only one of them. */
export const VerificationPart = ({ receiving, onReceiving }: PartProps) => {
  const bench = useWorkbench()
  const { verify } = receiving
  return (
    <>
      {verify.length === 0 && (
        <Notice tone="warn">
          Requests are not verified: anyone who knows the Event URL can send them. Add a signature if the
          service signs its requests.
        </Notice>
      )}
      {verify.length > 1 && (
        <p className="m-0 text-small text-ink-3">A request needs only one of these signatures.</p>
      )}
      {verify.map((scheme, index) => (
        <RuleBox
          key={scheme.id}
          at={`verify.${index}`}
          title={`Signature ${index + 1}`}
          onRemove={() => onReceiving({ verify: withoutItem(verify, index) })}
        >
          <SchemeForm
            at={`verify.${index}`}
            scheme={scheme}
            onScheme={next => onReceiving({ verify: withItem(verify, index, next) })}
          />
          <LastMatch scheme={scheme.id} />
        </RuleBox>
      ))}
      <AddButton
        full={verify.length >= receivingLimits.schemes}
        onAdd={() => onReceiving({ verify: [...verify, blankScheme(bench.newId())] })}
      >
        {verify.length === 0 ? 'Add signature' : 'Add another signature'}
      </AddButton>
    </>
  )
}
