import type { HandshakeRule } from '@hookwright/model'
import { Checkbox } from '@hookwright/ui'
import { LinesAt } from './placed-fields.tsx'
import { TemplateAt } from './template-at.tsx'

/** An address that the service wants to be called back at. */
export const ConfirmFields = ({
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
      label="Confirm by calling an address that the request names"
      checked={confirm !== null}
      onCheckedChange={checked => onConfirm(checked ? { url: '', hosts: [''] } : null)}
    />
    {confirm !== null && (
      <>
        <TemplateAt
          at={`${at}.url`}
          label="Address to call"
          use="event"
          value={confirm.url}
          onValue={url => onConfirm({ ...confirm, url })}
        />
        <LinesAt
          at={`${at}.hosts`}
          label="Hosts it may be at"
          description="One a line."
          value={confirm.hosts.join('\n')}
          onValue={hosts => onConfirm({ ...confirm, hosts: hosts.split('\n') })}
        />
      </>
    )}
  </>
)
