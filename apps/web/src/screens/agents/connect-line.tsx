import { useQuery } from '@tanstack/react-query'
import { CopyButton } from '../../features/history/copy-button.tsx'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { HelpLink } from '../../kit/help/help-link.tsx'

/**
 * Returns a JSON configuration with the endpoint as an MCP server, in the format that most clients read from
 * a file.
 */
const configurationOf = (address: string): string =>
  JSON.stringify({ mcpServers: { hookwright: { type: 'http', url: address } } }, null, 2)

/** MCP address for agents, which can be copied alone or as a client's configuration. */
export const ConnectLine = () => {
  const { data: installation } = useQuery(useTrpc().installation.get.queryOptions())
  const address = `${installation?.publicUrl ?? location.origin}/mcp`
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line py-3">
      <div className="flex min-w-0 grow basis-80 flex-col gap-0.5">
        <span className="font-code text-small wrap-anywhere text-ink">{address}</span>
        <span className="text-small text-ink-3">
          Enter this address in your agent, then sign in to Hookwright. Programs can use an API key instead.{' '}
          <HelpLink page="connect-an-agent" heading="Sign in from the agent">
            How to connect an agent
          </HelpLink>
        </span>
      </div>
      <span className="ml-auto flex shrink-0 flex-wrap gap-2 max-md:ml-0">
        <CopyButton size="card" text={address}>
          Copy address
        </CopyButton>
        <CopyButton size="card" text={configurationOf(address)}>
          Copy configuration
        </CopyButton>
      </span>
    </div>
  )
}
