import {
  Button,
  Checkbox,
  Combobox,
  EditableName,
  FieldFrame,
  MultiSelect,
  PasswordField,
  RadioButton,
  RadioGroup,
  ReadOnly,
  SecretArea,
  Select,
  Switch,
  TextArea,
  TextField
} from '@hookwright/ui'
import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { Controlled, type Sample } from './sample.tsx'

const choices = [
  { value: 'created', label: 'Person created' },
  { value: 'changed', label: 'Person changed', hint: 'Name, team or manager' },
  { value: 'left', label: 'Person left', disabled: true }
] as const
type Chosen = (typeof choices)[number]['value']

/** States in which the gallery shows each field component, with the props for that state. */
const fieldStates: readonly {
  title: string
  props: { required?: boolean; disabled?: boolean; error?: string }
}[] = [
  { title: 'usual', props: {} },
  { title: 'required', props: { required: true } },
  { title: 'disabled', props: { disabled: true } },
  { title: 'with an error', props: { error: 'Enter a name that no other event has.' } }
]

const ofField = (
  name: string,
  draw: (props: (typeof fieldStates)[number]['props'] & { label: string; description: string }) => ReactNode
): Sample => {
  const texts = { label: 'Event type', description: 'The type of event to receive.' }
  return {
    name,
    states: [
      ...fieldStates.map(({ title, props }) => ({ title, node: draw({ ...texts, ...props }) })),
      { title: 'read-only', node: <ReadOnly>{draw(texts)}</ReadOnly> }
    ]
  }
}

const onOrOff = (name: string, Control: typeof Checkbox): Sample => ({
  name,
  states: [false, true].flatMap(initial =>
    [false, true].map(disabled => ({
      title: `${initial ? 'on' : 'off'}${disabled ? ', disabled' : ''}`,
      node: (
        <Controlled initial={initial}>
          {(checked, setChecked) => (
            <Control
              label="Include past events"
              description="Events of the last seven days."
              checked={checked}
              onCheckedChange={setChecked}
              disabled={disabled}
            />
          )}
        </Controlled>
      )
    }))
  )
})

/** Samples of components that take input. */
export const fieldSamples: readonly Sample[] = [
  ofField('PasswordField', props => <PasswordField {...props} defaultValue="violet anchor" />),
  ofField('TextField', props => <TextField {...props} defaultValue="Person created" before={<Search />} />),
  ofField('TextArea', props => <TextArea {...props} defaultValue={'First line\nSecond line'} />),
  ofField('SecretArea', props => <SecretArea {...props} defaultValue="not-a-real-secret" />),
  ofField('Select', props => (
    <Controlled<Chosen> initial="created">
      {(value, setValue) => <Select {...props} choices={choices} value={value} onValueChange={setValue} />}
    </Controlled>
  )),
  ofField('Combobox', props => (
    <Controlled<Chosen | null> initial="created">
      {(value, setValue) => <Combobox {...props} choices={choices} value={value} onValueChange={setValue} />}
    </Controlled>
  )),
  ofField('MultiSelect', props => (
    <Controlled<string[]> initial={['created', 'changed']}>
      {(value, setValue) => (
        <MultiSelect {...props} choices={choices} value={value} onValueChange={setValue} />
      )}
    </Controlled>
  )),
  ofField('FieldFrame', props => (
    <FieldFrame {...props}>
      <span className="text-body text-ink-2">A form control</span>
    </FieldFrame>
  )),
  onOrOff('Checkbox', Checkbox),
  onOrOff('Switch', Switch),
  {
    name: 'RadioGroup',
    states: (['column', 'row'] as const).map(flow => ({
      title: flow,
      node: (
        <Controlled<Chosen> initial="created">
          {(value, setValue) => (
            <RadioGroup
              flow={flow}
              label="Event type"
              choices={choices}
              value={value}
              onValueChange={setValue}
            />
          )}
        </Controlled>
      )
    }))
  },
  {
    name: 'RadioButton',
    states: [
      {
        title: 'two of one name',
        node: (
          <Controlled initial="first">
            {(value, setValue) => (
              <div className="flex gap-3">
                {['first', 'second'].map(each => (
                  <RadioButton
                    key={each}
                    name="gallery"
                    label={`Compare with the ${each}`}
                    checked={value === each}
                    onCheck={() => setValue(each)}
                  />
                ))}
              </div>
            )}
          </Controlled>
        )
      }
    ]
  },
  {
    name: 'ReadOnly',
    states: [
      {
        title: 'around a field',
        node: (
          <ReadOnly>
            <TextField label="Event type" defaultValue="Person created" />
          </ReadOnly>
        )
      }
    ]
  },
  {
    name: 'EditableName',
    states: [
      {
        title: 'opened by a button',
        node: (
          <Controlled initial={false}>
            {(isEdited, setEdited) =>
              isEdited ? (
                <EditableName
                  value="Person created"
                  label="Name"
                  onKeep={() => {}}
                  onLeave={() => setEdited(false)}
                />
              ) : (
                <Button onClick={() => setEdited(true)}>Edit name</Button>
              )
            }
          </Controlled>
        )
      }
    ]
  }
]
