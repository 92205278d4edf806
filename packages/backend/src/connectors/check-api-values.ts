import { AllowedHost, apiFields, type ConnectionValues, Fault, hostsIn } from '@hookwright/model'

const refuse = (what: string): never => {
  throw new Fault('input.invalid', { what })
}

/** Checks the values of an API Connector connection. Throws `input.invalid` with the required corrections. */
export const checkApiValues = (values: ConnectionValues): void => {
  const baseUrl = values[apiFields.baseUrl]?.trim() ?? ''
  const hosts = hostsIn(values)
  if (baseUrl === '' && hosts.length === 0)
    refuse('Enter a base URL, or the hosts to which this connection may send requests.')
  if (baseUrl !== '') {
    const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null
    if (url === null || !/^https?:$/.test(url.protocol))
      refuse('The base URL is not valid. Enter an http or https URL such as https://api.example.com.')
    else if (url.username !== '' || url.search !== '' || url.hash !== '')
      refuse('The base URL may have neither a user name nor a query. Remove them.')
  }
  const wrong = hosts.find(host => !AllowedHost.safeParse(host).success)
  if (wrong !== undefined)
    refuse(
      `“${wrong.slice(0, 100)}” is not a host. Enter names such as api.example.com, separated by commas.`
    )
  const name = values[apiFields.headerName]
  if (name !== undefined && !/^[A-Za-z0-9-]{1,100}$/.test(name))
    refuse('A header name may contain only letters, digits and -. Change it.')
}
