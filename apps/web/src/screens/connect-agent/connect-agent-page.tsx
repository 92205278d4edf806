import type { AgentScope } from '@hookwright/model'
import { Button, buttonClass, MultiSelect, Notice, RadioGroup } from '@hookwright/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { FormPage } from '../../kit/page/form-page.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import type { AccessRequest } from './api-types.ts'
import { ConsentScopes } from './consent-scopes.tsx'

const connectorScopes = [
  { value: 'all', label: 'All connectors', description: 'Includes connectors added later.' },
  { value: 'some', label: 'Selected connectors' }
] as const

/** Returns the connectors of the tools and events in a request, without duplicates, sorted by name. */
const connectorsIn = ({ tools, events }: AccessRequest): { id: string; name: string }[] => {
  const names = new Map([...tools, ...events].map(one => [one.connectorId, one.connectorName]))
  return [...names]
    .map(([id, name]) => ({ id, name }))
    .sort((one, other) => one.name.localeCompare(other.name))
}

/** Text about the client that requests access, as far as it is known. */
const Asker = ({ request: { client, returnsTo } }: { request: AccessRequest }) => (
  <>
    <p className="m-0 text-body wrap-anywhere text-ink-2">
      {client.host === null ? (
        <>
          The client calls itself “{client.name}”, but Hookwright cannot verify this name. Grant access only
          if you have just connected this client yourself.
        </>
      ) : (
        <>
          Hookwright read the details of this client from <strong className="text-ink">{client.host}</strong>.
        </>
      )}{' '}
      After your decision, your browser continues to <strong className="text-ink">{returnsTo}</strong>.
    </p>
    {client.uri !== null && (
      <p className="m-0 text-small wrap-anywhere text-ink-3">
        Website, according to the client: {client.uri}
      </p>
    )}
  </>
)

/** Form in which a member grants or refuses a client's request for access. */
const ConsentForm = ({ request }: { request: AccessRequest }) => {
  const trpc = useTrpc()
  const { name } = usePerson()
  const decide = useMutation(trpc.agents.decide.mutationOptions())
  const [scopes, setScopes] = useState<AgentScope[]>(request.scopes)
  const [connectorScope, setConnectorScope] = useState<'all' | 'some'>('all')
  const [connectorIds, setConnectorIds] = useState<string[]>([])
  const connectors = connectorsIn(request)
  const included = new Set(connectors.filter(({ id }) => connectorIds.includes(id)).map(one => one.name))
  const error =
    scopes.length === 0
      ? 'Choose at least one kind of access.'
      : connectorScope === 'some' && connectorIds.length === 0
        ? 'Choose at least one connector.'
        : null

  const answer = async (allow: boolean): Promise<void> => {
    const { returnTo } = await decide.mutateAsync({
      ...{ requestId: request.id, clientName: request.client.name, allow, scopes },
      connectorIds: connectorScope === 'all' ? null : connectorIds
    })
    window.location.assign(returnTo)
  }
  if (decide.isSuccess)
    return (
      <p className="m-0 text-body text-ink-2">
        {decide.variables.allow ? 'Access was granted.' : 'Access was denied.'} You can close this page and
        return to the client.
      </p>
    )
  return (
    <form className="flex flex-col gap-4" onSubmit={event => event.preventDefault()}>
      <Asker request={request} />
      <p className="m-0 text-body text-ink-2">
        The client acts on your behalf as <strong className="text-ink">{name}</strong> and never has more
        rights than you have. You can revoke its access at any time.
      </p>
      <ConsentScopes
        request={request}
        isIncluded={connectorName => connectorScope === 'all' || included.has(connectorName)}
        chosen={scopes}
        onChange={setScopes}
      />
      {connectors.length > 0 && (
        <>
          <RadioGroup
            label="Connectors"
            choices={connectorScopes}
            value={connectorScope}
            onValueChange={setConnectorScope}
          />
          {connectorScope === 'some' && (
            <MultiSelect
              label="Selected connectors"
              required
              placeholder="Choose connectors…"
              choices={connectors.map(({ id, name: label }) => ({ value: id, label }))}
              value={connectorIds}
              onValueChange={setConnectorIds}
            />
          )}
        </>
      )}
      {decide.error !== null && <Notice tone="err">{faultOf(decide.error).message}</Notice>}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {error !== null && <span className="mr-auto text-small text-ink-2">{error}</span>}
        <Button disabled={decide.isPending} onClick={() => void answer(false).catch(() => {})}>
          Deny
        </Button>
        <Button
          look="primary"
          busy={decide.isPending}
          disabled={error !== null}
          onClick={() => void answer(true).catch(() => {})}
        >
          Allow
        </Button>
      </div>
    </form>
  )
}

/** Page where a member decides on a client's request for access. */
export const ConnectAgentPage = () => {
  usePageTitle('Grant access')
  const trpc = useTrpc()
  const { data, error } = useQuery({
    ...trpc.agents.request.queryOptions(),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY
  })
  if (data !== undefined)
    return (
      <FormPage wide title={`“${data.client.name}” requests access`}>
        <ConsentForm request={data} />
      </FormPage>
    )
  if (error === null) return <Loading />
  return (
    <FormPage title="No access request">
      <Notice tone="err">{faultOf(error).message}</Notice>
      <Link to="/" className={buttonClass({ look: 'primary' })}>
        Go to Home
      </Link>
    </FormPage>
  )
}
