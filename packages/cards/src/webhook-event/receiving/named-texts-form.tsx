import { TextAt } from './placed-fields.tsx'
import { withItem, withoutItem } from './receiving-draft.ts'
import { AddButton, FieldRow, RuleBox } from './rule-box.tsx'
import { TemplateAt } from './template-at.tsx'

interface NamedText {
  name: string
  value: string
}

interface NamedTextsProps {
  at: string
  texts: readonly NamedText[]
  most: number
  onTexts: (texts: NamedText[]) => void
}

/** Form for named templates, which are filled from the request. */
const NamedTexts = ({
  at,
  texts,
  most,
  onTexts,
  title,
  add
}: NamedTextsProps & { title: string; add: string }) => (
  <>
    {texts.map((text, index) => (
      <RuleBox
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no id, and their fields hold nothing of their own.
        key={index}
        at={`${at}.${index}`}
        title={`${title} ${index + 1}`}
        onRemove={() => onTexts(withoutItem(texts, index))}
      >
        <FieldRow>
          <TextAt
            at={`${at}.${index}.name`}
            label="Name"
            value={text.name}
            onValue={name => onTexts(withItem(texts, index, { ...text, name }))}
            maxLength={64}
            code
          />
          <TemplateAt
            at={`${at}.${index}.value`}
            label="Value"
            use="handshake"
            value={text.value}
            onValue={value => onTexts(withItem(texts, index, { ...text, value }))}
          />
        </FieldRow>
      </RuleBox>
    ))}
    <AddButton full={texts.length >= most} onAdd={() => onTexts([...texts, { name: '', value: '' }])}>
      {add}
    </AddButton>
  </>
)

/** Form for the headers of a handshake's response. */
export const HeadersForm = (props: NamedTextsProps) => (
  <NamedTexts {...props} title="Header" add="Add response header" />
)

/** Form for secrets that a handshake captures. They are stored encrypted, to check signatures later. */
export const CapturesForm = (props: NamedTextsProps) => (
  <NamedTexts {...props} title="Secret to store" add="Add secret to store" />
)
