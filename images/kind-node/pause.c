/* The process that holds a pod's namespaces: it waits for ever, reaps the children that it inherits, and ends on SIGINT or SIGTERM.
   With -v it says what it is and ends: kubeadm tries a cluster so before it upgrades it. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void end(int signal) { (void)signal; _exit(0); }
static void reap(int signal) { (void)signal; while (waitpid(-1, NULL, WNOHANG) > 0); }

int main(int count, char **words) {
  if (count > 1 && strcmp(words[1], "-v") == 0) return puts("pause of images/kind-node") < 0;
  struct sigaction on_end = {.sa_handler = end}, on_child = {.sa_handler = reap, .sa_flags = SA_NOCLDSTOP};
  if (sigaction(SIGINT, &on_end, NULL) || sigaction(SIGTERM, &on_end, NULL) || sigaction(SIGCHLD, &on_child, NULL)) return EXIT_FAILURE;
  for (;;) pause();
}
