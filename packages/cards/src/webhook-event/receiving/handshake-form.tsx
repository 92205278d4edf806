import { type HandshakeRule, receivingLimits } from '@hookwright/model'
import { Checkbox, type Choice } from '@hookwright/ui'
import { ComparisonsForm } from './comparisons-form.tsx'
import { ConditionsForm } from './conditions-form.tsx'
import { KeyForm } from './key-form.tsx'
import { CapturesForm, HeadersForm } from './named-texts-form.tsx'
import { ChoiceAt, LinesAt, NumberAt } from './placed-fields.tsx'
import { sourceFrom } from './receiving-draft.ts'
import { RespondBody } from './respond-body.tsx'
import { FieldRow, Fold } from './rule-box.tsx'
import { TemplateAt } from './template-at.tsx'

/** Fields for a handshake that is confirmed by calling a URL from the request. */
const ConfirmFields = ({
  at,
  confirm,
  onConfirm
}: {
  at: string
  confirm: HandshakeRule['confirm']
  onConfirm: (confirm: HandshakeRule['confirm']) => void
}) => (
  <>
    <Checkbox
      label="Confirm by calling a URL from the request"
      checked={confirm !== null}
      onCheckedChange={checked => onConfirm(checked ? { url: '', hosts: [''] } : null)}
    />
    {confirm !== null && (
      <>
        <TemplateAt
          at={`${at}.url`}
          label="URL to call"
          use="event"
          value={confirm.url}
          onValue={url => onConfirm({ ...confirm, url })}
        />
        <LinesAt
          at={`${at}.hosts`}
          label="Allowed hosts"
          description="One per line."
          value={confirm.hosts.join('\n')}
          onValue={hosts => onConfirm({ ...confirm, hosts: hosts.split('\n') })}
        />
      </>
    )}
  </>
)

const phases: readonly Choice<HandshakeRule['phase']>[] = [
  { value: 'always', label: 'At any time' },
  { value: 'registering', label: 'Only while the flow is turning on' }
]

/** Form of a handshake rule: matching requests, required values and the response. */
export const HandshakeForm = ({
  at,
  rule,
  onRule
}: {
  at: string
  rule: HandshakeRule
  onRule: (rule: HandshakeRule) => void
}) => {
  const change = (part: Partial<HandshakeRule>): void => onRule({ ...rule, ...part })
  const { respond, key } = rule
  return (
    <>
      <ConditionsForm at={`${at}.when`} conditions={rule.when} onConditions={when => change({ when })} />
      <RespondBody
        at={`${at}.respond.body`}
        body={respond.body}
        onBody={body => change({ respond: { ...respond, body } })}
      />
      <FieldRow>
        <NumberAt
          at={`${at}.respond.status`}
          label="Response status"
          value={respond.status}
          least={200}
          most={299}
          onValue={status => change({ respond: { ...respond, status } })}
        />
        <ChoiceAt
          at={`${at}.phase`}
          label="When to answer"
          choices={phases}
          value={rule.phase}
          onValue={phase => change({ phase })}
        />
      </FieldRow>
      <Fold
        label="Signature, key and conditions"
        startsOpen={rule.verified || key !== null || rule.require.length > 0}
        places={[`${at}.verified`, `${at}.key`, `${at}.require`]}
      >
        <Checkbox
          label="Answer only if the signature is valid"
          checked={rule.verified}
          onCheckedChange={verified => change({ verified })}
        />
        <Checkbox
          label="Use a separate key for this handshake"
          description="Compared with the value that the service sends, or used to sign the response. If the key also signs events, it signs handshake values of at most 128 characters only: letters, digits and _ . = + / -"
          checked={key !== null}
          onCheckedChange={checked => change({ key: checked ? sourceFrom('connection', 'text') : null })}
        />
        {key !== null && (
          <KeyForm at={`${at}.key`} algorithm="token" source={key} onSource={next => change({ key: next })} />
        )}
        <ComparisonsForm
          at={`${at}.require`}
          use="handshake"
          add="Add condition to match"
          comparisons={rule.require}
          onComparisons={require => change({ require })}
        />
        {rule.require.length > 0 && (
          <NumberAt
            at={`${at}.unmetStatus`}
            label="Status if it does not match"
            value={rule.unmetStatus}
            least={400}
            most={499}
            onValue={unmetStatus => change({ unmetStatus })}
          />
        )}
      </Fold>
      <Fold
        label="Headers, stored secrets, confirmation URL"
        startsOpen={respond.headers.length > 0 || rule.capture.length > 0 || rule.confirm !== null}
        places={[`${at}.respond.headers`, `${at}.capture`, `${at}.confirm`]}
      >
        <HeadersForm
          at={`${at}.respond.headers`}
          texts={respond.headers}
          most={receivingLimits.headers}
          onTexts={headers => change({ respond: { ...respond, headers } })}
        />
        <CapturesForm
          at={`${at}.capture`}
          texts={rule.capture}
          most={receivingLimits.comparisons}
          onTexts={capture => change({ capture })}
        />
        <ConfirmFields
          at={`${at}.confirm`}
          confirm={rule.confirm}
          onConfirm={confirm => change({ confirm })}
        />
      </Fold>
    </>
  )
}
