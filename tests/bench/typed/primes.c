/* Benchmark: how many primes there are below a limit, by a sieve. */
int sieve (char * marks, int limit) {
  int found = 0;
  int n;
  for (n = 2; n < limit; ++n) {
    if (marks[n] == 0) {
      int m;
      ++found;
      for (m = n + n; m < limit; m += n) {
        marks[m] = 1;
      }
    }
  }
  return found;
};

int main () {
  int limit = 2500;
  char * text = (char*)malloc (16);
  char * marks = (char*)malloc (limit);
  print (itoa (sieve (marks, limit), text));
  print (" primes\n");
  return 0;
}
