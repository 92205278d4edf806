import { TextArea } from '@hookwright/ui'

/** Text field for a curl command. Its error is shown once the field is not empty. */
export const CurlField = ({
  command,
  onCommand,
  error
}: {
  command: string
  onCommand: (command: string) => void
  /** Reason why the command cannot be parsed; null if it can. */
  error: string | null
}) => (
  <TextArea
    label="curl command"
    placeholder={"curl https://api.example.com/users -H 'Authorization: Bearer …'"}
    value={command}
    onValueChange={onCommand}
    rows={6}
    spellCheck={false}
    inputClass="font-code text-small"
    error={command.trim() === '' ? null : error}
    description="The request is not sent, and secrets in the command are not stored."
  />
)
