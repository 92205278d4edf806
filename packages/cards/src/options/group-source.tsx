import type { Field, FlowSignature } from '@hookwright/model'
import { fieldsTemplate } from '../helper-flow/choices-template.ts'
import { fieldsFlowName } from '../template/helper-name.ts'
import type { GroupDraft, SourceDraft } from '../view/fields-editor/group-draft.ts'
import { HelperSourceEditor } from './helper-source.tsx'
import type { OptionError } from './validate-options.ts'

/** Editor for the helper flow of a dynamic group, and for its input values. */
export const GroupSource = ({
  group,
  source,
  flows,
  options,
  errors,
  onChange
}: {
  group: Pick<GroupDraft, 'id' | 'name'>
  source: SourceDraft
  flows: FlowSignature[]
  /** Options of the action that can be passed to the helper flow. */
  options: readonly Field[]
  errors: readonly OptionError[]
  onChange: (source: SourceDraft) => void
}) => (
  <HelperSourceEditor
    of={group.id}
    source={source}
    flows={flows}
    earlier={options}
    errorAt={input =>
      errors.find(error => error.option === group.id && error.at.part === 'input' && error.at.input === input)
        ?.message
    }
    hint="The flow must start with Helper Flow and return one list of fields, each with “name”, “label”, “type” and “required”, or of groups, each with “name” and “fields”. It runs when a user sets up the card."
    fresh={{
      name: fieldsFlowName(group.name),
      doc: fieldsTemplate,
      say: 'The new flow returns two example fields. Open it, and replace “Fields to offer” with a request to the service.'
    }}
    onChange={({ flowId, inputs }) => onChange({ flowId, inputs })}
  />
)
