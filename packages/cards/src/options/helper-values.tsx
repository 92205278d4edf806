import type { FlowSignature } from '@hookwright/model'
import { choicesTemplate } from '../helper-flow/choices-template.ts'
import { valuesFlowName } from '../template/helper-name.ts'
import { HelperSourceEditor } from './helper-source.tsx'
import type { OptionDraft } from './options-draft.ts'
import type { OptionError } from './validate-options.ts'

/** Editor for the helper flow of a dropdown, and for its input values. */
export const HelperValues = ({
  option,
  flows,
  earlier,
  errors,
  onChange
}: {
  option: OptionDraft
  flows: FlowSignature[]
  earlier: readonly OptionDraft[]
  errors: readonly OptionError[]
  onChange: (part: Partial<OptionDraft>) => void
}) => (
  <HelperSourceEditor
    of={option.id}
    source={option}
    flows={flows}
    earlier={earlier}
    errorAt={input => errors.find(error => error.at.part === 'input' && error.at.input === input)?.message}
    hint="The flow must start with Helper Flow and return one list of texts, or of objects with “display” and “value”."
    fresh={{
      name: valuesFlowName(option.label),
      doc: choicesTemplate,
      say: 'The new flow returns two example values. Open it, and replace “Values to offer” with a request to the service.'
    }}
    onChange={({ flowId, inputs }) => onChange({ flowId, inputs })}
  />
)
