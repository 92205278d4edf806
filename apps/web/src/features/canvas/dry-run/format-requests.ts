import { formatCount, formatNumber } from '../../../kit/page/format-count.ts'

/**
 * Describes the requests that a dry run received: “2 requests received at the Event URL: 1 handshake
 * answered.”
 */
export const formatRequests = (came: { arrived: number; handshakes: number; refused: number }): string => {
  const { arrived, handshakes, refused } = came
  const requests = formatCount(arrived, 'request')
  const parts = [
    handshakes > 0 && `${formatCount(handshakes, 'handshake')} answered`,
    refused > 0 && `${formatNumber(refused)} refused by the receiving rules`
  ].filter(part => part !== false)
  return `${requests} received at the Event URL${parts.length === 0 ? '' : `: ${parts.join(', ')}`}.`
}
