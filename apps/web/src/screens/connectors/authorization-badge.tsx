import type { ConnectionAuthorization } from '@hookwright/model'
import { Badge } from '@hookwright/ui'
import { Check, CircleX, ShieldAlert } from 'lucide-react'

/** Sign-in status of a connection as a badge. */
export const AuthorizationBadge = ({ authorization }: { authorization: ConnectionAuthorization | null }) => {
  if (authorization === null) return <Badge>Not signed in</Badge>
  if (authorization.is === 'signed-in' && authorization.lacks !== undefined) {
    return (
      <Badge tone="warn" icon={<ShieldAlert aria-hidden />}>
        More access needed
      </Badge>
    )
  }
  return authorization.is === 'signed-in' ? (
    <Badge tone="ok" icon={<Check aria-hidden />}>
      Connected
    </Badge>
  ) : (
    <Badge tone="err" icon={<CircleX aria-hidden />}>
      Reconnect needed
    </Badge>
  )
}

/** Label of the button that signs a connection in. */
export const signInVerb = (authorization: ConnectionAuthorization | null): 'Sign in' | 'Reconnect' =>
  authorization === null ? 'Sign in' : 'Reconnect'
