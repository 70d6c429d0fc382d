// Bare Bolt for JavaScript: a hello to every command, on the port that is given.
const { App } = require("@slack/bolt");

const app = new App({
  signingSecret: process.env.SLACK_SIGNING_SECRET,
  // Without asking Slack who we are, as our own app does.
  authorize: async () => ({ botToken: "xoxb-benchmark", botId: "B1", botUserId: "U1" }),
});
for (const name of ["role", "salary", "compare"]) {
  app.command(`/${name}`, async ({ ack }) => {
    await ack("Hello");
  });
}
app.start(Number(process.argv[2]));
