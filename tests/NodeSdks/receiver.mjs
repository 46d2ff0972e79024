// In the product's place: takes webhooks as they come off the wire.
import { createServer } from 'node:http';
import { until } from './processes.mjs';

export async function startReceiver() {
  const deliveries = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }

    const body = Buffer.concat(chunks).toString('utf8');
    deliveries.push({ path: request.url, headers: request.headers, body, json: JSON.parse(body) });
    response.writeHead(200).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** The first delivery of that type, once it is there. */
    first: (type, fits = () => true) => until(() => deliveries.find((x) => x.json.type === type && fits(x.json)), `${type} (${deliveries.map((x) => x.json.type)} came)`),
    stop: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  };
}
