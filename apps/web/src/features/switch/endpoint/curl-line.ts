import type { EndpointSummary } from '../api-types.ts'

/** Body of the example call. */
const BODY = '{"name":"Ada"}'

const JSON_TYPE = "-H 'Content-Type: application/json'"

/** Returns shell lines that sign a body with HMAC-SHA256 by `openssl`. */
const hmacLines = (url: string, secret: string, header: string): string[] => [
  `BODY='${BODY}'`,
  `SIGNATURE=$(printf %s "$BODY" | openssl dgst -sha256 -hmac '${secret}' -r | cut -d ' ' -f 1)`,
  `curl -X POST '${url}' ${JSON_TYPE} -H "${header}: sha256=$SIGNATURE" -d "$BODY"`
]

/** Returns shell lines that sign a body according to Standard Webhooks. */
const standardLines = (url: string, secret: string): string[] => [
  `BODY='${BODY}'; ID=msg_$(date +%s); TIME=$(date +%s)`,
  `KEY=$(printf %s '${secret}' | sed 's/^whsec_//' | base64 -d | od -An -v -tx1 | tr -d ' \\n')`,
  `SIGNATURE=$(printf %s "$ID.$TIME.$BODY" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$KEY -binary | base64)`,
  `curl -X POST '${url}' ${JSON_TYPE} -H "webhook-id: $ID" -H "webhook-timestamp: $TIME" -H "webhook-signature: v1,$SIGNATURE" -d "$BODY"`
]

/** Returns shell lines that call an API endpoint. The address and secret must not contain quotes. */
export const curlLines = (params: {
  url: string
  secret: string
  security: NonNullable<EndpointSummary['security']>
}): string => {
  const { url, secret, security } = params
  switch (security.is) {
    case 'open':
      return `curl -X POST '${url}' ${JSON_TYPE} -d '${BODY}'`
    case 'secret':
      return `curl -X POST '${url}' ${JSON_TYPE} -H '${security.header}: ${security.prefix}${secret}' -d '${BODY}'`
    case 'hmac':
      return hmacLines(url, secret, security.header).join('\n')
    case 'standard-webhooks':
      return standardLines(url, secret).join('\n')
  }
}
