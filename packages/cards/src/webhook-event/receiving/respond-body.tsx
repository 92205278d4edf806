import type { HandshakeBody } from '@hookwright/model'
import { type Choice, TextArea } from '@hookwright/ui'
import { useState } from 'react'
import { readAnswerJson } from './answer-json.ts'
import { ChoiceAt } from './placed-fields.tsx'
import { FieldRow } from './rule-box.tsx'
import { placeIdOf, useRuleErrorBelow } from './rule-errors-context.ts'
import { TemplateAt } from './template-at.tsx'

const kinds: readonly Choice<HandshakeBody['is']>[] = [
  { value: 'text', label: 'Plain text' },
  { value: 'json', label: 'JSON' },
  { value: 'empty', label: 'Nothing' }
]

const bodyOf = (is: HandshakeBody['is']): HandshakeBody => {
  switch (is) {
    case 'empty':
      return { is }
    case 'text':
      return { is, text: '{query.challenge}' }
    case 'json':
      return { is, value: { challenge: '{json.challenge}' } }
  }
}

/** Field for a JSON body with templates. While the text is invalid, the last valid value is kept. */
const JsonBody = ({
  at,
  body,
  onBody
}: {
  at: string
  body: Extract<HandshakeBody, { is: 'json' }>
  onBody: (body: HandshakeBody) => void
}) => {
  const [typed, setTyped] = useState(() => JSON.stringify(body.value, null, 2))
  const [broken, setBroken] = useState<string | null>(null)
  const error = useRuleErrorBelow(at)
  return (
    <div id={placeIdOf(at)}>
      <TextArea
        label="Response JSON"
        value={typed}
        rows={3}
        spellCheck={false}
        inputClass="font-code"
        description="Texts may contain parts of the request, such as {json.challenge}."
        error={broken ?? error}
        onValueChange={next => {
          setTyped(next)
          const read = readAnswerJson(next)
          setBroken('error' in read ? read.error : null)
          if ('value' in read) onBody({ is: 'json', value: read.value })
        }}
      />
    </div>
  )
}

/** Field for the body of a handshake's response. */
export const RespondBody = ({
  at,
  body,
  onBody
}: {
  at: string
  body: HandshakeBody
  onBody: (body: HandshakeBody) => void
}) => (
  <>
    <FieldRow>
      <ChoiceAt
        at={`${at}.is`}
        label="Response body"
        choices={kinds}
        value={body.is}
        onValue={is => is !== body.is && onBody(bodyOf(is))}
      />
      {body.is === 'text' && (
        <TemplateAt
          at={at}
          label="Response text"
          use="handshake"
          value={body.text}
          onValue={text => onBody({ is: 'text', text })}
        />
      )}
    </FieldRow>
    {body.is === 'json' && <JsonBody at={at} body={body} onBody={onBody} />}
  </>
)
